//! The mock IdP as a whole: organizations by host name.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use url::Url;

use crate::organization::{KeyPool, Next, Organization, OrganizationSpec, SpecError};
use crate::recipe_book::RecipeBook;

/// All organizations of one server; clones are handles to the same one.
#[derive(Clone, Debug)]
pub struct MockIdp {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    public_url: Url,
    keys: KeyPool,
    organizations: RwLock<HashMap<String, Organization>>,
    next: AtomicU32,
    recipes: OnceLock<Box<dyn RecipeBook>>,
    back_url: OnceLock<Url>,
}

impl MockIdp {
    /// An IdP without organizations that browsers reach at `public_url` (`http://idp.localhost:PORT/`);
    /// organization `acme` is at `http://acme.idp.localhost:PORT/`.
    pub fn new(public_url: Url, keys: KeyPool) -> Self {
        Self {
            inner: Arc::new(Inner {
                public_url,
                keys,
                organizations: RwLock::default(),
                next: AtomicU32::new(1),
                recipes: OnceLock::new(),
                back_url: OnceLock::new(),
            }),
        }
    }

    /// The address without an organization's label.
    pub fn public_url(&self) -> &Url {
        &self.inner.public_url
    }

    /// Makes an organization; without a name in `spec` it gets `org-1`, `org-2`, ...
    pub fn create_organization(&self, spec: OrganizationSpec) -> Result<Organization, SpecError> {
        self.create(spec, self.inner.keys.apart())
    }

    /// Makes an organization of another customer of the SP that knows `other`: no application of the two has a key of an
    /// application of the other.
    pub fn create_organization_beside(
        &self,
        other: &Organization,
        spec: OrganizationSpec,
    ) -> Result<Organization, SpecError> {
        self.create(spec, other.keys().clone())
    }

    fn create(&self, spec: OrganizationSpec, keys: KeyPool) -> Result<Organization, SpecError> {
        let name = match &spec.name {
            Some(name) => name.clone(),
            None => format!("org-{}", self.inner.next.fetch_add(1, Ordering::Relaxed)),
        };
        let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty()
            || name.len() > 63
            || !name.chars().all(valid)
            || name.starts_with('-')
            || name.ends_with('-')
        {
            return Err(SpecError::Name(name));
        }
        if self.organization(&name).is_some() {
            return Err(SpecError::Taken(name));
        }
        let mut base_url = self.inner.public_url.clone();
        let host = format!("{name}.{}", base_url.host_str().unwrap_or("idp.localhost"));
        base_url.set_host(Some(&host)).map_err(|_| SpecError::Name(name.clone()))?;
        let organization = Organization::new(name.clone(), base_url, spec, keys)?;
        if let Some(back_url) = self.inner.back_url.get() {
            organization.reach_by(back_url.clone());
        }
        let mut organizations = self.inner.organizations.write().unwrap_or_else(PoisonError::into_inner);
        if organizations.contains_key(&name) {
            return Err(SpecError::Taken(name));
        }
        organizations.insert(name, organization.clone());
        Ok(organization)
    }

    /// Gives it recipes to send by name; a second book is not taken.
    pub fn lend(&self, book: impl RecipeBook + 'static) {
        let _ = self.inner.recipes.set(Box::new(book));
    }

    /// The names of the recipes that it was lent, each with a line that says what it is.
    pub fn recipe_names(&self) -> Vec<(String, String)> {
        self.inner.recipes.get().map(|book| book.names()).unwrap_or_default()
    }

    /// What `organization` sends when the recipe `name` is asked for.
    pub fn recipe(&self, name: &str, organization: &Organization) -> Option<Next> {
        self.inner.recipes.get()?.find(name, organization)
    }

    /// Says where programs reach it, as an SP that fetches metadata, where that is not where browsers do; once, and before
    /// there are organizations.
    pub fn set_back_url(&self, url: Url) {
        let _ = self.inner.back_url.set(url);
    }

    /// The hosts of its addresses.
    pub(crate) fn own_hosts(&self) -> Vec<&str> {
        let urls = [Some(&self.inner.public_url), self.inner.back_url.get()];
        urls.into_iter().flatten().filter_map(Url::host_str).collect()
    }

    /// Whether a Host header names this IdP or one of its organizations: by the host of its address for browsers or that
    /// for programs, by a name below the former, or as `localhost` or an IP address, which no other site can have.
    pub(crate) fn is_called(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<http::uri::Authority>() else { return false };
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let is_of = |own: &&str| name == **own || name.strip_suffix(*own).is_some_and(|label| label.ends_with('.'));
        let own = self.own_hosts().iter().any(is_of);
        let is_address = name.starts_with('[') || name.parse::<std::net::Ipv4Addr>().is_ok();
        own || is_address || name == "localhost"
    }

    /// The organization with this name.
    pub fn organization(&self, name: &str) -> Option<Organization> {
        self.inner.organizations.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// All organizations, by name.
    pub fn organizations(&self) -> Vec<Organization> {
        let organizations = self.inner.organizations.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = organizations.values().cloned().collect();
        all.sort_by(|a, b| a.name().cmp(b.name()));
        all
    }

    /// Forgets an organization; false when there was none of this name. Handles to it stay usable.
    pub fn remove_organization(&self, name: &str) -> bool {
        self.inner.organizations.write().unwrap_or_else(PoisonError::into_inner).remove(name).is_some()
    }
}

//! One customer's account: people, groups, applications, keys, clock, journal.
//!
//! An [`Organization`] is a cheap handle to shared state; portal pages, SSO endpoints, the JSON API
//! and the Rust API all change the same [`Directory`], so a toggle flipped in one place holds at once
//! in the others. Organizations share nothing but the pool of key pairs.

mod event;
mod look_up;
mod next;
mod outbox;
mod sessions;
mod spec;

pub use event::{SsoAuthEvent, SsoAuthReason};
pub use next::Next;
pub use outbox::{CanaryHit, SentMessage};
pub use sessions::Sessions;
pub use spec::{ApplicationSpec, GroupSpec, OrganizationSpec, SpecError, UserSpec};

pub use crate::clock::{Clock, xs_date_time};
pub use crate::directory::{
    Application, ApplicationId, ApplicationSettings, DeclaredCertificate, Dialect, Directory, Group, GroupId,
    JumpcloudTrait, NamedValue, SettingsPatch, Sign, SubjectField, UnverifiableRequest, User, UserId, UserState,
};
pub use crate::key::{KeyError, KeyPair, KeyPool, KeySize};
pub use crate::sign::SignatureAlgorithm;

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use url::Url;

use crate::journal::Journal;
use crate::message::metadata;

/// A handle to one organization; clones are handles to the same one.
#[derive(Clone, Debug)]
pub struct Organization {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    base_url: Url,
    clock: Clock,
    journal: Journal,
    keys: KeyPool,
    directory: Mutex<Directory>,
    events: Mutex<Vec<SsoAuthEvent>>,
    sessions: Sessions,
    outbox: outbox::Outbox,
    look_up: look_up::LookUp,
    next: next::Waiting,
    back_url: OnceLock<Url>,
}

impl Organization {
    /// An organization with what `spec` lists, reachable at `base_url`
    /// (`http://<name>.idp.localhost:PORT/`). Key pairs of new applications come from `keys`.
    pub fn new(name: String, base_url: Url, spec: OrganizationSpec, keys: KeyPool) -> Result<Self, SpecError> {
        let organization = Self {
            inner: Arc::new(Inner {
                name,
                base_url,
                clock: Clock::with_offset(spec.clock_offset_seconds),
                journal: Journal::default(),
                keys,
                directory: Mutex::new(Directory::default()),
                events: Mutex::default(),
                sessions: Sessions::default(),
                outbox: outbox::Outbox::new().map_err(KeyError::from)?,
                look_up: look_up::LookUp::default(),
                next: next::Waiting::default(),
                back_url: OnceLock::new(),
            }),
        };
        spec.fill(&organization)?;
        Ok(organization)
    }

    /// The first label of the host name, also the organization's id in the JSON API.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Where a browser reaches this organization, with a trailing slash.
    pub fn base_url(&self) -> &Url {
        &self.inner.base_url
    }

    /// The IdP URL (`SingleSignOnService` Location) for an application's suffix.
    pub fn sso_url(&self, suffix: &str) -> String {
        format!("{}saml2/{suffix}", self.inner.base_url)
    }

    /// The IdP URL of an application with these settings, as its metadata says it.
    pub fn sso_location(&self, settings: &ApplicationSettings) -> String {
        let url = self.sso_url(&settings.idp_url_suffix);
        if settings.idp_url_query.is_empty() { url } else { format!("{url}?{}", settings.idp_url_query) }
    }

    /// Where programs fetch the metadata of the application with this suffix. Few resolvers but those of browsers know
    /// `*.localhost` (RFC 6761 6.3), so on this machine it is an address of loopback.
    pub fn metadata_url(&self, suffix: &str) -> String {
        if let Some(back_url) = self.inner.back_url.get() {
            return format!("{back_url}organizations/{}/saml2/{suffix}/metadata.xml", self.inner.name);
        }
        let mut url = self.inner.base_url.clone();
        let is_local = url.host_str().is_some_and(|host| host == "localhost" || host.ends_with(".localhost"));
        // Certificates are made for names, and this one is known to every resolver.
        let host = if url.scheme() == "https" { "localhost" } else { "127.0.0.1" };
        if is_local && url.set_host(Some(host)).is_ok() {
            return format!("{url}organizations/{}/saml2/{suffix}/metadata.xml", self.inner.name);
        }
        format!("{}/metadata.xml", self.sso_url(suffix))
    }

    /// What "Export Metadata" hands out for `application`.
    pub fn metadata(&self, application: &Application) -> String {
        metadata::write(&application.settings, &application.key_pair, &self.sso_location(&application.settings))
    }

    /// The clock that stamps this organization's messages.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Raw bytes in and out, in order.
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    /// Key pairs for new applications, and for those that replace theirs.
    pub fn keys(&self) -> &KeyPool {
        &self.inner.keys
    }

    /// People, groups and applications, locked for as long as the guard lives. Do not hold it across an await.
    pub fn directory(&self) -> MutexGuard<'_, Directory> {
        self.inner.directory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the IdP decided so far, oldest first, as an admin reads it in the portal.
    pub fn events(&self) -> Vec<SsoAuthEvent> {
        self.inner.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Appends to the `sso_auth` log.
    pub fn record_event(&self, event: SsoAuthEvent) {
        self.inner.events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// Says where programs reach the IdP.
    pub(crate) fn reach_by(&self, url: Url) {
        let _ = self.inner.back_url.set(url);
    }

    fn waiting(&self) -> &next::Waiting {
        &self.inner.next
    }

    fn outbox(&self) -> &outbox::Outbox {
        &self.inner.outbox
    }

    /// Who is logged in at the User Portal.
    pub fn sessions(&self) -> &Sessions {
        &self.inner.sessions
    }

    /// Flips settings of the application called `display_label` while everything runs.
    /// False when there is no such application.
    pub fn configure(&self, display_label: &str, patch: &SettingsPatch) -> bool {
        let mut directory = self.directory();
        let Some(application) = directory.applications.iter_mut().find(|a| a.settings.display_label == display_label)
        else {
            return false;
        };
        patch.apply(&mut application.settings);
        true
    }
}

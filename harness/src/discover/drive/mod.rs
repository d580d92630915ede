//! Goes to the SP's pages, tries what they offer, and keeps what works.

mod identity;
mod login;
mod set_up;
mod signing_out;

use std::collections::BTreeSet;

use url::Url;

use self::identity::Identified;

use super::dom::Dom;
use super::settings_page::for_any_company;
use super::{Ask, Findings, Known, dom, interruption};
use crate::action::Action;
use crate::evidence::IncidentKind;
use crate::run::{BrowserError, RunError, Sight, Visit};

/// A page inside, as scenarios ask for it.
const INSIDE: &str = "/orders/42";
/// How many ways in are tried.
const ENTRIES: usize = 3;

/// Looks around at the SP of `visit`, and finds out what a target file must say.
pub async fn look_around(visit: &mut Visit, known: &Known, ask: &dyn Ask) -> Result<Findings, RunError> {
    let base_url = visit.base_url()?;
    let company = visit.values().get("company").unwrap_or_default();
    let mut around = Around {
        visit,
        known,
        ask,
        base_url,
        company,
        found: Findings::default(),
        seen_interruptions: BTreeSet::new(),
    };
    around.all().await?;
    Ok(around.found)
}

/// What the look around has at hand.
struct Around<'a> {
    visit: &'a mut Visit,
    known: &'a Known,
    ask: &'a dyn Ask,
    base_url: Url,
    company: String,
    found: Findings,
    seen_interruptions: BTreeSet<String>,
}

impl Around<'_> {
    async fn all(&mut self) -> Result<(), RunError> {
        let first = self.known.first_page.clone().unwrap_or_else(|| "/".to_owned());
        let home = self.open(&first).await?;
        let home_url = home.as_ref().map(|sight| sight.url.clone()).unwrap_or_default();
        let home = home.and_then(|sight| self.page(&sight));
        self.metadata(home.as_ref(), &home_url).await?;
        self.set_up(home.as_ref()).await?;
        if self.found.metadata_url.is_none() {
            self.metadata(home.as_ref(), &home_url).await?;
        }
        let home = self.open(&first).await?.and_then(|sight| self.page(&sight));
        let mut tried = Vec::new();
        while tried.len() < ENTRIES {
            let Some(entry) = self.login_entry(home.as_ref(), &tried).await? else { return Ok(()) };
            if self.found.metadata_url.is_none() && self.found.names.is_none() && !self.known.names {
                self.names_of_request().await?;
            }
            self.found.login.get_or_insert_with(|| entry.clone());
            match self.identity(&entry).await? {
                Identified::Shown(landing) => {
                    self.found.login = Some(entry);
                    self.found.trouble = None;
                    self.signing_out(&landing).await?;
                    return self.deep_link().await;
                }
                // Another way in would not change what the SP thinks of the response.
                Identified::Refused => return Ok(()),
                Identified::Unseen => tried.push(entry),
            }
        }
        Ok(())
    }

    /// Finds out whether a link to a page inside leads there after a login, as scenarios with one want it.
    async fn deep_link(&mut self) -> Result<(), RunError> {
        let [person, _] = crate::plan::KNOWN_PEOPLE;
        let steps = self.found.login.as_ref().map(|(_, steps)| steps.clone()).unwrap_or_default();
        self.visit.empty().await?;
        let Some(mut sight) = self.open(INSIDE).await? else { return Ok(()) };
        let is_direct = self.visit.is_at_idp(&sight.url);
        if !is_direct && !steps.is_empty() {
            let Some(after) = self.act(&steps, person).await? else { return Ok(()) };
            sight = after;
        }
        if !self.visit.is_at_idp(&sight.url) {
            return Ok(());
        }
        let sight = self.visit.log_in_at_idp(person).await?;
        let is_there = Url::parse(&sight.url).is_ok_and(|url| url.path() == INSIDE);
        if is_there && sight.status.is_none_or(|status| status < 400) {
            self.ask.tell("links to pages inside lead there after the login");
            self.found.deep_link = Some(if is_direct { Vec::new() } else { steps });
        }
        Ok(())
    }

    /// Goes to `url`; none where there is nothing. What stands in the way there is answered from now on.
    async fn open(&mut self, url: &str) -> Result<Option<Sight>, RunError> {
        let sight = passable(self.visit.open(url).await)?;
        self.unhindered(sight).await
    }

    /// The same while the IdP lets nobody in.
    async fn look(&mut self, url: &str) -> Result<Option<Sight>, RunError> {
        let sight = passable(self.visit.look(url).await)?;
        self.unhindered(sight).await
    }

    /// Does `actions` as `persona`; none where one of them cannot be done.
    async fn act(&mut self, actions: &[Action], persona: &str) -> Result<Option<Sight>, RunError> {
        let sight = passable(self.visit.act(actions, persona).await)?;
        self.unhindered(sight).await
    }

    /// What is seen once that is answered which stands in the way.
    async fn unhindered(&mut self, sight: Option<Sight>) -> Result<Option<Sight>, RunError> {
        let Some(page) = sight.as_ref().and_then(|sight| self.page(sight)) else { return Ok(sight) };
        let mut is_new = false;
        for one in interruption::on_page(&page) {
            if self.seen_interruptions.insert(one.when.clone()) {
                self.ask.tell(&format!("stands in the way: `{}`", one.when));
                self.visit.add_interruption(one.clone());
                self.found.interruptions.push(one);
                is_new = true;
            }
        }
        if !is_new {
            return Ok(sight);
        }
        let seen = passable(self.visit.act(&[], crate::plan::KNOWN_PEOPLE[0]).await)?;
        Ok(seen.or(sight))
    }

    /// The page of the SP that is seen, read; none where it is another site's, or no page.
    fn page(&self, sight: &Sight) -> Option<Dom> {
        let url = Url::parse(&sight.url).ok()?;
        (url.origin() == self.base_url.origin()).then(|| Dom::new(&sight.html, url))
    }

    /// The path of the SP at `url`, as a target file writes it.
    fn path(&self, url: &Url) -> String {
        self.any_company(&dom::path_of(url))
    }

    /// A path for any company of the SP.
    fn any_company(&self, path: &str) -> String {
        let path = for_any_company(path, &self.company);
        // The SP's own address in a query is another one the next time.
        let base = self.base_url.as_str().trim_end_matches('/');
        let escaped: String = url::form_urlencoded::byte_serialize(base.as_bytes()).collect();
        path.replace(&escaped, "{sp.base_url|percent}").replace(base, "{sp.base_url}")
    }
}

/// What cannot be done at a page is no trouble here: something else is tried.
fn passable(seen: Result<Sight, RunError>) -> Result<Option<Sight>, RunError> {
    match seen {
        Ok(sight) => Ok(Some(sight)),
        Err(error) if error.kind() == IncidentKind::Selector => Ok(None),
        // What needs a script is not there for an engine without.
        Err(RunError::Browser(BrowserError::Http(_))) => Ok(None),
        Err(error) => Err(error),
    }
}

//! Two people log in; where both show up, it is told who is signed in.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Around;
use super::login::Entry;
use crate::action::Action;
use crate::discover::dom::Dom;
use crate::discover::who::{self, How, Shown, Wanted};
use crate::discover::{Who, nobody};
use crate::fixture::{Fact, whole_names};
use crate::plan::KNOWN_PEOPLE;
use crate::run::{RunError, Sight};

/// What is as good as it gets: the address and nothing else, where nothing speaks against it.
const GOOD: i32 = 90;
/// How many links of a page are followed.
const LINKS: usize = 8;
/// How many pages are looked at again as the second person.
const PAGES: usize = 4;
/// How much of a page's text is told.
const TEXT: usize = 200;

/// A page that shows the first person.
struct Candidate {
    path: String,
    steps: Vec<Action>,
    shown: Vec<Shown>,
}

/// What came of the logins of two people.
pub(super) enum Identified {
    /// Both are shown.
    Shown(Landing),
    /// The response was plainly not taken.
    Refused,
    /// It may have been taken, and nobody is shown.
    Unseen,
}

/// Where a login ended.
pub(super) struct Landing {
    /// The page, as a target file writes it.
    pub(super) path: String,
}

impl Around<'_> {
    /// Finds where the person shows up.
    pub(super) async fn identity(&mut self, entry: &Entry) -> Result<Identified, RunError> {
        let [first, second] = KNOWN_PEOPLE;
        let Some(sight) = self.log_in(entry, first).await? else { return Ok(Identified::Unseen) };
        if let Some(trouble) = self.refused(&sight) {
            self.found.trouble = Some(trouble);
            return Ok(Identified::Refused);
        }
        let Ok(url) = url::Url::parse(&sight.url) else { return Ok(Identified::Unseen) };
        let landing = Landing { path: self.path(&url) };
        let mut candidates = self.candidates(&sight, &landing).await?;
        if candidates.is_empty()
            && let Some(page) = self.ask.ask("Which page shows who is signed in (a path; empty: do not know)?")
        {
            candidates.extend(self.candidate(&page, Vec::new(), first).await?);
        }
        if candidates.is_empty() {
            let text: String = sight.text.chars().take(TEXT).collect();
            self.found.trouble = Some(format!(
                "after the login of {first} no page shows them; the login ended at {}, which says: {text}",
                sight.url
            ));
            return Ok(Identified::Unseen);
        }
        candidates.sort_by_key(|candidate| -candidate.shown[0].score);
        self.log_in(entry, second).await?;
        let mut of_both = None;
        for candidate in candidates.into_iter().take(PAGES) {
            let Some(again) = self.candidate(&candidate.path, candidate.steps.clone(), second).await? else { continue };
            if let Some(shown) = who::of_both(&candidate.shown, &again.shown) {
                of_both = Some((candidate, shown));
                break;
            }
        }
        let Some((candidate, shown)) = of_both else {
            self.found.trouble = Some(format!("no page shows {first} and {second} in the same place"));
            return Ok(Identified::Unseen);
        };
        let mut who = made(candidate, shown);
        self.ask.tell(&format!("who is signed in: {} at {}", who.json.as_ref().unwrap_or(&who.user), who.open));
        if who.json.is_none() {
            who.nobody = self.nobody(&who).await?;
            self.log_in(entry, second).await?;
        }
        self.found.who = Some(who);
        Ok(Identified::Shown(landing))
    }

    /// Why the login was not taken, where that is plain.
    fn refused(&self, sight: &Sight) -> Option<String> {
        let text: String = sight.text.chars().take(TEXT).collect();
        if self.visit.is_at_idp(&sight.url) {
            return Some(format!("the login stayed at the IdP: {text}"));
        }
        let posted = sight.documents.iter().rev().find(|document| document.method == "POST");
        let status = posted.and_then(|document| document.status).filter(|status| *status >= 400);
        status.map(|status| format!("the ACS answered HTTP {status}: {text}"))
    }

    /// Pages that show the first person, who is signed in.
    async fn candidates(&mut self, sight: &Sight, landing: &Landing) -> Result<Vec<Candidate>, RunError> {
        let persona = KNOWN_PEOPLE[0];
        let mut places = vec![landing.path.clone()];
        let dom = self.page(sight);
        let (links, menus) = dom.map(|dom| (who::links(&dom), who::menus(&dom))).unwrap_or_default();
        places.extend(links.iter().take(LINKS).map(|path| self.any_company(path)));
        places.extend(who::PATHS.iter().map(|path| (*path).to_owned()));
        places.push("/".to_owned());
        let mut known = BTreeSet::new();
        places.retain(|place| known.insert(place.clone()));
        let mut found = Vec::new();
        for place in places {
            let Some(candidate) = self.candidate(&place, Vec::new(), persona).await? else { continue };
            let is_good = candidate.shown[0].score >= GOOD;
            found.push(candidate);
            if is_good {
                return Ok(found);
            }
        }
        let menus = if found.is_empty() { menus } else { Vec::new() };
        for menu in menus.into_iter().take(LINKS) {
            let steps = vec![Action::Click { selector: menu }];
            found.extend(self.candidate(&landing.path, steps, persona).await?);
        }
        Ok(found)
    }

    /// The page at `path` after `steps`, if it shows `persona`.
    async fn candidate(
        &mut self,
        path: &str,
        steps: Vec<Action>,
        persona: &str,
    ) -> Result<Option<Candidate>, RunError> {
        let Some(mut sight) = self.look(path).await? else { return Ok(None) };
        if !steps.is_empty() {
            match self.act(&steps, persona).await? {
                Some(after) => sight = Sight { status: after.status.or(sight.status), ..after },
                None => return Ok(None),
            }
        }
        let shown = self.shown(&sight, persona);
        if shown.is_empty() || sight.status.is_some_and(|status| status >= 400) {
            return Ok(None);
        }
        Ok(Some(Candidate { path: path.to_owned(), steps, shown }))
    }

    fn shown(&self, sight: &Sight, persona: &str) -> Vec<Shown> {
        let values = self.visit.values_of(persona);
        let facts = [
            (Fact::Email, "user.email"),
            (Fact::Username, "user.username"),
            (Fact::Name, "user.name"),
            (Fact::FirstName, "user.first_name"),
        ];
        let mut wanted: Vec<_> = facts.into_iter().filter_map(|(fact, name)| Some((fact, values.get(name)?))).collect();
        if let (Some(first), Some(last)) = (values.get("user.first_name"), values.get("user.last_name")) {
            wanted.extend(whole_names(&first, &last).map(|name| (Fact::Name, name)));
        }
        let wanted = Wanted(wanted);
        if let Ok(json @ Value::Object(_)) = serde_json::from_str::<Value>(&sight.answer) {
            return who::in_json(&json, &wanted);
        }
        self.page(sight).map(|page| who::in_page(&page, &wanted)).unwrap_or_default()
    }

    /// What only nobody sees at the page of `who`; none where its status or its address says so already.
    async fn nobody(&mut self, who: &Who) -> Result<Option<String>, RunError> {
        let html = self.look(&who.open).await?.map(|sight| sight.html).unwrap_or_default();
        self.visit.empty().await?;
        let Some(sight) = self.look(&who.open).await? else { return Ok(None) };
        let is_page = sight.status.is_some_and(|status| status < 400) && !self.visit.is_at_idp(&sight.url);
        let Some(page) = self.page(&sight).filter(|_| is_page) else { return Ok(None) };
        Ok(nobody::sign(&page, &[Dom::new(&html, page.url().clone())]))
    }
}

fn made(candidate: Candidate, shown: Shown) -> Who {
    let Candidate { path: open, steps, .. } = candidate;
    let (user, attribute, json) = match shown.how {
        How::Element { selector } => (selector, None, None),
        How::Attribute { selector, attribute } => (selector, Some(attribute), None),
        How::Json { pointer } => (String::new(), None, Some(pointer)),
    };
    Who { open, steps, user, attribute, json, shows: shown.fact, nobody: None }
}

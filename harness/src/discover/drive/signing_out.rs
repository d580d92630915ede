//! Tries what may sign out, until the person is gone.

use super::Around;
use super::identity::Landing;
use crate::action::Action;
use crate::discover::{Who, sign_out, who};
use crate::fixture::whole_names;
use crate::plan::KNOWN_PEOPLE;
use crate::run::{RunError, Sight};

/// How many menus are opened.
const MENUS: usize = 4;

impl Around<'_> {
    /// Finds what signs out; the second person is signed in.
    pub(super) async fn signing_out(&mut self, landing: &Landing) -> Result<(), RunError> {
        let Some(who) = self.found.who.clone() else { return Ok(()) };
        let mut ways: Vec<Vec<Action>> = Vec::new();
        let mut pages = vec![landing.path.clone()];
        if who.open != landing.path {
            pages.push(who.open.clone());
        }
        pages.extend(sign_out::PAGES.iter().map(|page| (*page).to_owned()));
        for page in pages {
            let Some(sight) = self.look(&page).await? else { continue };
            let (offered, menus) = self
                .page(&sight)
                .map(|dom| (sign_out::offered(&dom), if who.json.is_some() { Vec::new() } else { who::menus(&dom) }))
                .unwrap_or_default();
            let open = Action::Open { url: page.clone() };
            if offered.is_empty() && (page == landing.path || page == who.open) {
                for menu in menus.into_iter().take(MENUS) {
                    let before = [open.clone(), Action::Click { selector: menu }];
                    let Some(sight) = self.act(&before, KNOWN_PEOPLE[1]).await? else { continue };
                    let found = self.page(&sight).map(|dom| sign_out::offered(&dom)).unwrap_or_default();
                    ways.extend(found.into_iter().map(|action| self.way(&before, action)));
                }
            }
            ways.extend(offered.into_iter().map(|action| self.way(std::slice::from_ref(&open), action)));
        }
        ways.extend(sign_out::PATHS.iter().map(|path| vec![Action::Open { url: (*path).to_owned() }]));
        for way in ways {
            if let Some(way) = self.signs_out(way, &who).await? {
                return self.keep(way);
            }
        }
        while let Some(path) = self.ask.ask("Which page signs out (a path; empty: do not know)?") {
            if let Some(way) = self.signs_out(vec![Action::Open { url: path }], &who).await? {
                return self.keep(way);
            }
            self.ask.tell("after that the person is still signed in");
        }
        Ok(())
    }

    fn keep(&mut self, way: Vec<Action>) -> Result<(), RunError> {
        self.ask.tell(&format!("sign-out: {} step{}", way.len(), if way.len() == 1 { "" } else { "s" }));
        self.found.sign_out = Some(way);
        Ok(())
    }

    /// What a link or button is done by; `before` leads to it.
    fn way(&self, before: &[Action], action: Action) -> Vec<Action> {
        match action {
            Action::Open { url } => vec![Action::Open { url: self.any_company(&url) }],
            other => before.iter().cloned().chain([other]).collect(),
        }
    }

    /// `way`, with the answer to a page that asks once more, if that signs out.
    async fn signs_out(&mut self, way: Vec<Action>, who: &Who) -> Result<Option<Vec<Action>>, RunError> {
        let Some(sight) = self.act(&way, KNOWN_PEOPLE[1]).await? else { return Ok(None) };
        if sight.status.is_some_and(|status| status >= 400 && status != 401 && status != 403) {
            return Ok(None);
        }
        if !self.is_in(who).await? {
            return Ok(Some(way));
        }
        let confirmation = self.page(&sight).and_then(|page| sign_out::confirmation(&page));
        let Some(confirmation) = confirmation else { return Ok(None) };
        let whole: Vec<Action> = way.into_iter().chain([confirmation]).collect();
        if self.act(&whole, KNOWN_PEOPLE[1]).await?.is_none() || self.is_in(who).await? {
            return Ok(None);
        }
        Ok(Some(whole))
    }

    /// Whether the second person is still shown.
    async fn is_in(&mut self, who: &Who) -> Result<bool, RunError> {
        let Some(mut sight) = self.look(&who.open).await? else { return Ok(false) };
        if !who.steps.is_empty() {
            match self.act(&who.steps, KNOWN_PEOPLE[1]).await? {
                Some(after) => sight = after,
                None => return Ok(false),
            }
        }
        Ok(self.shows(&sight, who))
    }

    fn shows(&self, sight: &Sight, who: &Who) -> bool {
        let values = self.visit.values_of(KNOWN_PEOPLE[1]);
        let name = match who.shows {
            crate::fixture::Fact::Email | crate::fixture::Fact::NameId => "user.email",
            crate::fixture::Fact::Username => "user.username",
            crate::fixture::Fact::Name => "user.name",
            crate::fixture::Fact::FirstName => "user.first_name",
        };
        let fact = values.get(name).unwrap_or_default();
        let [first, last] = ["user.first_name", "user.last_name"].map(|name| values.get(name).unwrap_or_default());
        let facts = if name == "user.name" { whole_names(&first, &last).to_vec() } else { vec![fact] };
        let is_shown = |fact: &String| sight.html.contains(fact) || sight.answer.contains(fact);
        sight.status.is_none_or(|status| status < 400) && facts.iter().any(is_shown)
    }
}

//! Tries what may be Company Login, until something leads to the IdP.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use super::Around;
use crate::action::Action;
use crate::discover::dom::Dom;
use crate::discover::login_entry::{self, PATHS, PROTECTED};
use crate::plan::KNOWN_PEOPLE;
use crate::run::{RunError, Sight};

/// How many steps a login may have before the IdP is reached.
const DEPTH: usize = 3;
/// How many offers of a page are tried.
const WIDTH: usize = 3;
/// An offer with less than that is no login.
const LEAST: i32 = 10;

/// A page that Company Login begins at, and what is done there.
pub(super) type Entry = (String, Vec<Action>);

impl Around<'_> {
    /// How Company Login begins, other than in the ways that were `tried`.
    pub(super) async fn login_entry(&mut self, home: Option<&Dom>, tried: &[Entry]) -> Result<Option<Entry>, RunError> {
        if let Some(known) = &self.known.login {
            return Ok(Some(known.clone()).filter(|_| tried.is_empty()));
        }
        let links = home.map(login_entry::starts).unwrap_or_default();
        let mut starts: Vec<String> = links.iter().map(|start| self.any_company(&start.path)).collect();
        let first = self.known.first_page.clone();
        starts.extend(first.into_iter().chain(PATHS.iter().chain(PROTECTED).map(|path| (*path).to_owned())));
        let mut seen = BTreeSet::new();
        for start in starts {
            if tried.iter().any(|(known, _)| *known == start) {
                continue;
            }
            if let Some(entry) = self.entry_from(&start, &mut seen).await? {
                return Ok(Some(entry));
            }
        }
        if !tried.is_empty() {
            return Ok(None);
        }
        while let Some(start) = self.ask.ask("At which page does Company Login begin (a path; empty: do not know)?") {
            if let Some(entry) = self.entry_from(&start, &mut BTreeSet::new()).await? {
                return Ok(Some(entry));
            }
            self.ask.tell("from there nothing leads to the IdP");
        }
        Ok(None)
    }

    async fn entry_from(&mut self, start: &str, seen: &mut BTreeSet<String>) -> Result<Option<Entry>, RunError> {
        self.visit.empty().await?;
        let Some(sight) = self.open(start).await? else { return Ok(None) };
        if self.visit.is_at_idp(&sight.url) {
            self.ask.tell(&format!("Company Login: {start} leads to the IdP at once"));
            return Ok(Some((start.to_owned(), Vec::new())));
        }
        let is_there = sight.status.is_some_and(|status| status < 400 || status == 401 || status == 403);
        let Some(page) = self.page(&sight).filter(|_| is_there) else { return Ok(None) };
        if !seen.insert(page.url().to_string()) {
            return Ok(None);
        }
        self.steps_from(start, Vec::new(), page).await
    }

    /// What leads from a page to the IdP; `done` is what led there from `start`.
    fn steps_from<'f>(
        &'f mut self,
        start: &'f str,
        done: Vec<Action>,
        page: Dom,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Entry>, RunError>> + 'f>> {
        Box::pin(async move {
            let moves = login_entry::moves(&page, !done.is_empty());
            // What is read of a page cannot be kept while others are waited for.
            let before = page.url().to_string();
            drop(page);
            for offer in moves.into_iter().filter(|offer| offer.score >= LEAST).take(WIDTH) {
                let actions: Vec<Action> = done.iter().cloned().chain(offer.actions).collect();
                let Some(sight) = self.led_from(start, &actions, KNOWN_PEOPLE[0]).await? else { continue };
                if self.visit.is_at_idp(&sight.url) {
                    self.ask.tell(&format!("Company Login: {start}, {} steps", actions.len()));
                    return Ok(Some((start.to_owned(), actions)));
                }
                let is_error = sight.status.is_some_and(|status| status >= 400);
                let Some(next) = self.page(&sight).filter(|next| !is_error && next.url().as_str() != before) else {
                    continue;
                };
                if actions.len() < DEPTH * 2
                    && let Some(found) = self.steps_from(start, actions, next).await?
                {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        })
    }

    /// Where `actions` lead from `start`, in an empty browser; none where they cannot be done.
    pub(super) async fn led_from(
        &mut self,
        start: &str,
        actions: &[Action],
        persona: &str,
    ) -> Result<Option<Sight>, RunError> {
        self.visit.empty().await?;
        let Some(sight) = self.open(start).await? else { return Ok(None) };
        if actions.is_empty() { Ok(Some(sight)) } else { self.act(actions, persona).await }
    }

    /// Logs `persona` in, from an empty browser to where the SP leads them.
    pub(super) async fn log_in(&mut self, entry: &Entry, persona: &str) -> Result<Option<Sight>, RunError> {
        let Some(sight) = self.led_from(&entry.0, &entry.1, persona).await? else { return Ok(None) };
        if !self.visit.is_at_idp(&sight.url) {
            return Ok(Some(sight));
        }
        let sight = self.visit.log_in_at_idp(persona).await?;
        self.unhindered(Some(sight)).await
    }
}

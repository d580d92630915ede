//! What stands in a person's way wherever it shows: banners, terms, forms for a profile. It is answered by the steps of
//! `[[interruption]]` before anything else is done.

use std::future::Future;
use std::pin::Pin;

use super::person::{Person, expand};
use super::{Gesture, RunError};
use crate::action::Action;
use crate::evidence::{Document, Page};
use crate::placeholder::Values;

/// How often one interruption is answered at one address: a form of several pages that all stand there is; one that never
/// goes on, and shows the time besides, would be for ever.
const MOST: usize = 8;

/// What a person has answered.
#[derive(Debug, Default)]
pub(super) struct Answered {
    at: Vec<Answer>,
    /// Whether one is being answered.
    is_under_way: bool,
    /// Documents that were asked for before, by what was interrupted.
    earlier: Vec<Document>,
}

/// Where one interruption was answered.
#[derive(Debug)]
struct Answer {
    /// Its position in the target file.
    index: usize,
    url: String,
    /// What the page said: the next page of a form may stand at the same address.
    text: String,
}

impl Answered {
    /// Whether the interruption `index` need not be answered at this page.
    fn is_done(&self, index: usize, page: &Page) -> bool {
        let here = || self.at.iter().filter(|answer| answer.index == index && answer.url == page.url);
        here().any(|answer| answer.text == page.text) || here().count() >= MOST
    }

    /// Whether one is being answered.
    pub(super) fn is_under_way(&self) -> bool {
        self.is_under_way
    }

    /// How many there were since it was last forgotten.
    pub(super) fn count(&self) -> usize {
        self.at.len()
    }
}

impl Person<'_> {
    /// Does `gestures`, and before each whatever interrupts; with `at_end` also what does so after the last. Gives back
    /// whether something did.
    pub(super) async fn uninterrupted(
        &mut self,
        gestures: &[Gesture],
        at_end: bool,
        values: &Values,
    ) -> Result<bool, RunError> {
        let interruptions = &self.target.interruptions;
        let mut whens = Vec::new();
        if (at_end || !gestures.is_empty()) && !self.answered.is_under_way {
            for (index, interruption) in interruptions.iter().enumerate() {
                whens.push((index, expand(values, &interruption.when)?));
            }
        }
        let (mut rest, mut any) = (gestures, false);
        // Those that are still seen where they were answered. They are let be, but only on this page.
        let mut passed = Vec::new();
        loop {
            let watched: Vec<&(usize, String)> = whens.iter().filter(|(index, _)| !passed.contains(index)).collect();
            let selectors: Vec<String> = watched.iter().map(|(_, when)| when.clone()).collect();
            let now = if passed.is_empty() { rest } else { &rest[..rest.len().min(1)] };
            let progress = self.browser.perform(now, &selectors).await?;
            rest = &rest[progress.done..];
            if progress.done > 0 {
                passed.clear();
            }
            match progress.seen {
                Some(seen) if at_end || !rest.is_empty() => {
                    let (index, when) = watched[seen];
                    if self.answer(*index, when, values).await? {
                        any = true;
                    } else {
                        passed.push(*index);
                    }
                }
                None if !rest.is_empty() => {}
                _ => return Ok(any),
            }
        }
    }

    /// Answers what interrupts at the page as it is; whether something did.
    pub(super) async fn clear_the_way(&mut self, values: &Values) -> Result<bool, RunError> {
        if self.target.interruptions.is_empty() || self.answered.is_under_way {
            return Ok(false);
        }
        self.uninterrupted(&[], true, values).await
    }

    /// The same at the end of a step, but not at an error page: that is the step's end, and nobody goes on from there.
    pub(super) async fn clear_the_way_on(&mut self, values: &Values) -> Result<(), RunError> {
        if self.target.interruptions.is_empty() || self.answered.is_under_way {
            return Ok(());
        }
        if self.browser.look().await?.status.is_none_or(|status| status < 400) {
            self.clear_the_way(values).await?;
        }
        Ok(())
    }

    /// What was answered at other pages than the last one may come up again: in another browser, for another person.
    pub(super) fn forget_answers(&mut self) {
        let here = self.page().map(|page| page.url.clone());
        self.answered.at.retain(|answer| Some(&answer.url) == here.as_ref());
    }

    /// The documents asked for by what is recorded next.
    pub(super) fn take_documents(&mut self) -> Vec<Document> {
        let mut documents = std::mem::take(&mut self.answered.earlier);
        documents.extend(self.browser.documents());
        documents
    }

    /// Does the steps of the interruption `index`, which is recognized by `when`; no when they were done at this page.
    fn answer<'a>(
        &'a mut self,
        index: usize,
        when: &'a str,
        values: &'a Values,
    ) -> Pin<Box<dyn Future<Output = Result<bool, RunError>> + Send + 'a>> {
        Box::pin(async move {
            let page = self.browser.look().await?;
            if self.answered.is_done(index, &page) {
                return Ok(false);
            }
            self.answered.at.push(Answer { index, url: page.url, text: page.text });
            let earlier = self.take_documents();
            let started = self.elapsed();
            let target = self.target;
            let actions: Vec<Action> =
                target.interruptions[index].steps.iter().map(|step| step.action.clone()).collect();
            self.answered.is_under_way = true;
            let done = self.actions(&actions, &mut values.clone(), &target.folder, false).await;
            let noted = self.note(&format!("Interruption: `{when}`"), started).await;
            self.answered.is_under_way = false;
            self.answered.earlier = earlier;
            noted?;
            done.map_err(RunError::in_steps("`steps` under `[[interruption]]`"))?;
            Ok(true)
        })
    }
}

#[cfg(test)]
mod tests;

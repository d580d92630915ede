//! The person at the browser: does steps with the lane's values filled in, and records what came of each.

use std::path::Path;
use std::time::{Duration, Instant};

use super::dom::SeenSources;
use super::error::{FileError, ProvisionError, with_causes};
use super::interruption::Answered;
use super::look_up::Learned;
use super::pictures::Pictures;
use super::{Deed, Engine, Gesture, RunError};
use crate::action::Action;
use crate::evidence::{Document, Page, Step};
use crate::placeholder::{PlaceholderError, Values};
use crate::target::Target;

/// One case's person and their notebook.
pub struct Person<'a> {
    /// What they have in front of them.
    pub browser: &'a mut dyn Engine,
    /// The SP, which says what may interrupt.
    pub(super) target: &'a Target,
    /// What interrupted.
    pub(super) answered: Answered,
    /// Where screenshots go.
    pictures: &'a Pictures,
    /// What look-ups of the run found out about the SP.
    pub(super) learned: &'a Learned,
    begun: Instant,
    /// What was done so far.
    pub steps: Vec<Step>,
    /// Whether what is done now is still setting up.
    pub provisioning: bool,
    /// Whether the source of each page is kept.
    pub keep_sources: bool,
    /// Sources of the login's pages, of which some are kept.
    pub(super) seen: SeenSources,
}

impl<'a> Person<'a> {
    /// A person with an empty notebook at the SP `target`; screenshots go to `pictures`.
    pub fn new(
        browser: &'a mut dyn Engine,
        target: &'a Target,
        pictures: &'a Pictures,
        learned: &'a Learned,
        begun: Instant,
    ) -> Self {
        Self {
            browser,
            target,
            answered: Answered::default(),
            pictures,
            learned,
            begun,
            steps: Vec::new(),
            provisioning: false,
            keep_sources: false,
            seen: SeenSources::default(),
        }
    }

    /// The same person with something else in front of them, and an empty notebook.
    pub(super) fn at<'b>(&'b self, engine: &'b mut dyn Engine) -> Person<'b> {
        let mut other = Person::new(engine, self.target, self.pictures, self.learned, self.begun);
        other.provisioning = self.provisioning;
        other
    }

    /// Does `actions` as one step called `name`, and records the page they end on.
    pub async fn act(
        &mut self,
        name: &str,
        guide: Option<&str>,
        actions: &[Action],
        values: &mut Values,
        files: &Path,
    ) -> Result<(), RunError> {
        self.act_and_record(name, guide, actions, values, files, false).await
    }

    /// The same, with a double click where the last click is.
    pub async fn act_twice(
        &mut self,
        name: &str,
        actions: &[Action],
        values: &mut Values,
        files: &Path,
    ) -> Result<(), RunError> {
        self.act_and_record(name, None, actions, values, files, true).await
    }

    async fn act_and_record(
        &mut self,
        name: &str,
        guide: Option<&str>,
        actions: &[Action],
        values: &mut Values,
        files: &Path,
        twice: bool,
    ) -> Result<(), RunError> {
        let started = self.begun.elapsed();
        let done = self.whole_actions(actions, values, files, twice).await;
        self.record(name, guide, started).await?;
        done
    }

    /// All of a step: `actions`, and what interrupts at the page that they end on.
    async fn whole_actions(
        &mut self,
        actions: &[Action],
        values: &mut Values,
        files: &Path,
        twice: bool,
    ) -> Result<(), RunError> {
        self.forget_answers();
        self.actions(actions, values, files, twice).await?;
        self.clear_the_way_on(values).await
    }

    /// Records what a gesture of the browser itself led to.
    pub async fn note(&mut self, name: &str, started: Duration) -> Result<(), RunError> {
        self.record(name, None, started).await
    }

    /// Time since the case began.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    pub(super) async fn actions(
        &mut self,
        actions: &[Action],
        values: &mut Values,
        files: &Path,
        twice: bool,
    ) -> Result<(), RunError> {
        let last_click = actions.iter().rposition(|a| matches!(a.inner(), Action::Click { .. }));
        let mut gestures = Vec::new();
        for (index, action) in actions.iter().enumerate() {
            let twice = twice && Some(index) == last_click;
            if let Some(gesture) = Gesture::of(action, values, files, twice)? {
                gestures.push(gesture);
                continue;
            }
            self.uninterrupted(&std::mem::take(&mut gestures), false, values).await?;
            if !matches!(action, Action::Open { .. }) {
                self.clear_the_way(values).await?;
            }
            match action.inner() {
                Action::Open { url } => {
                    let url = absolute(&expand(values, url)?, values)?;
                    self.browser.open(&url).await?;
                }
                Action::Press { key } => self.browser.press(key).await?,
                Action::Download { selector, placeholder } => {
                    let text = self.browser.download(&expand(values, selector)?).await?;
                    values.set(placeholder, text);
                }
                Action::Read { selector, placeholder } => {
                    let text = self.read_text(&expand(values, selector)?, placeholder).await?;
                    values.set(placeholder, text);
                }
                _ => {}
            }
        }
        self.uninterrupted(&gestures, false, values).await.map(|_| ())
    }

    /// The text of an element, or the value of a field, once it is there; without the white space around it, which is the
    /// page's.
    async fn read_text(&mut self, selector: &str, placeholder: &str) -> Result<String, RunError> {
        self.browser.perform(&[Gesture::new(selector, Deed::WaitFor)], &[]).await?;
        let texts = self.browser.texts_of(selector, None).await?;
        let text = texts.into_iter().next().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if let Some(text) = text {
            return Ok(text);
        }
        let (selector, placeholder) = (selector.to_owned(), placeholder.to_owned());
        let url = self.browser.look().await?.url;
        Err(ProvisionError::NothingRead { selector, url, placeholder }.into())
    }

    /// Writes down a request that was sent without the browser, and what it answered.
    pub fn record_request(&mut self, name: &str, started: Duration, document: Document, page: Page) {
        self.steps.push(Step {
            name: name.to_owned(),
            guide: None,
            provision: self.provisioning,
            interruption: false,
            documents: vec![document],
            page,
            started_ms: milliseconds(started),
            duration_ms: milliseconds(self.begun.elapsed().saturating_sub(started)),
        });
    }

    async fn record(&mut self, name: &str, guide: Option<&str>, started: Duration) -> Result<(), RunError> {
        let mut page = self.look().await?;
        if !self.provisioning {
            self.seen.step(self.steps.len(), &page.url, self.browser.source());
        }
        let documents = self.take_documents();
        // A form that is only being filled in is seen on the picture of the step that sends it.
        let is_filled_in = self.provisioning && documents.is_empty() && guide.is_some() && !self.steps.is_empty();
        if self.pictures.are_of_each_step() && !is_filled_in {
            self.picture(&mut page).await?;
        }
        let duration = self.begun.elapsed().saturating_sub(started);
        self.steps.push(Step {
            name: name.to_owned(),
            guide: guide.map(str::to_owned),
            provision: self.provisioning,
            interruption: self.answered.is_under_way(),
            documents,
            page,
            started_ms: milliseconds(started),
            duration_ms: milliseconds(duration),
        });
        Ok(())
    }

    pub(super) async fn look(&mut self) -> Result<Page, RunError> {
        let mut page = self.browser.look().await?;
        self.add_source(&mut page);
        Ok(page)
    }

    /// Adds its source to `page`, which was just looked at, where sources are kept.
    pub(super) fn add_source(&self, page: &mut Page) {
        if self.keep_sources && !self.provisioning {
            page.html = self.browser.source().map(|source| source.html);
        }
    }

    /// Takes a picture of `page`, which was just looked at, unless there is one of a page that looks the same. No outcome
    /// rests on one, so a browser that gives none leaves a note in its place.
    pub(super) async fn picture(&mut self, page: &mut Page) -> Result<(), RunError> {
        let likeness = self.browser.likeness();
        if let Some(known) = likeness.as_deref().and_then(|likeness| self.pictures.of(likeness)) {
            page.screenshot = Some(known);
            return Ok(());
        }
        let png = match self.browser.screenshot().await {
            Ok(Some(png)) => png,
            Ok(None) => return Ok(()),
            Err(error) => {
                page.unpictured = Some(with_causes(&error));
                return Ok(());
            }
        };
        let kept = self.pictures.keep(&png, likeness);
        page.screenshot =
            Some(kept.map_err(FileError::at("the screenshot cannot be kept in", self.pictures.folder()))?);
        Ok(())
    }

    /// Keeps the picture of a page that belongs to no case.
    pub(super) fn keep_picture(&self, page: &Page) -> Result<(), RunError> {
        let kept = self.pictures.write(page);
        Ok(kept.map_err(FileError::at("the screenshot cannot be kept in", self.pictures.folder()))?)
    }

    /// A picture of where it went wrong, for an incident.
    pub async fn note_failure(&mut self) {
        let started = self.begun.elapsed();
        // When the browser itself is gone there is nothing to be seen any more.
        let _ = self.record("where it went wrong", None, started).await;
        let _ = self.picture_end().await;
    }

    /// Takes a picture of the page that the last step ended on, if there is none yet.
    pub(super) async fn picture_end(&mut self) -> Result<(), RunError> {
        let Some(mut step) = self.steps.pop() else { return Ok(()) };
        let taken = match step.page.screenshot {
            None => self.picture(&mut step.page).await,
            Some(_) => Ok(()),
        };
        self.steps.push(step);
        taken
    }

    /// The last page seen.
    pub fn page(&self) -> Option<&Page> {
        self.steps.last().map(|step| &step.page)
    }
}

/// Fills a template in.
pub fn expand(values: &Values, template: &str) -> Result<String, RunError> {
    Ok(values.expand(template)?)
}

/// The value of `name`; none where it has none. One that cannot be filled in is an error.
pub fn optional(values: &Values, name: &str) -> Result<Option<String>, RunError> {
    match values.expand(&format!("{{{name}}}")) {
        Err(PlaceholderError::NoValue(absent) | PlaceholderError::Unknown { name: absent, .. }) if absent == name => {
            Ok(None)
        }
        value => Ok(Some(value?)),
    }
}

/// A path is taken relative to the SP's base URL.
pub fn absolute(url: &str, values: &Values) -> Result<String, RunError> {
    if url.contains("://") {
        return Ok(url.to_owned());
    }
    let base = expand(values, "{sp.base_url}")?;
    Ok(format!("{}/{}", base.trim_end_matches('/'), url.trim_start_matches('/')))
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

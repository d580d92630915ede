//! The browser of a lane: started when it is needed first, and where it is one of a WebDriver endpoint, asked whether it gets to
//! IdP and SP, and replaced by another when it is lost.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::error::with_causes;
use super::halt::{Ending, Halt};
use super::lane::Worker;
use super::reachable;
use super::{Engine, RunError, engine};
use crate::evidence::CaseEvidence;

/// How many times more a case is tried whose browser was lost at a WebDriver endpoint.
const NEW_SESSIONS: u32 = 4;

/// How long is waited before the first of them; twice as long before each that follows. A Grid needs some seconds until it knows
/// that one of its nodes is gone, and may give a new session to that very node meanwhile.
const NODE_GONE: Duration = Duration::from_secs(1);

/// The longest pause before it is said that there is no browser for one more lane.
const PATIENCE: Duration = Duration::from_secs(2);

impl Worker {
    /// The worker's browser, which is started when it is needed first.
    pub(super) async fn browser(&mut self) -> Result<&mut dyn Engine, RunError> {
        let browser = match self.browser.take() {
            Some(browser) => browser,
            None => self.new_browser().await?,
        };
        Ok(self.browser.insert(browser).as_mut())
    }

    async fn new_browser(&mut self) -> Result<Box<dyn Engine>, RunError> {
        let shared = self.shared.clone();
        let is_elsewhere = shared.options.browser.webdriver.is_some();
        let started = engine::start(&shared.options, &shared.target().trust).await;
        let mut browser = started.inspect_err(|error| {
            // Where there never was one, there is none to be had.
            if is_elsewhere && !shared.had_browser.load(Ordering::Relaxed) {
                self.end_run(error);
            }
        })?;
        if is_elsewhere && let Err(error) = reachable::idp(browser.as_mut(), shared.idp.idp().public_url()).await {
            if !error.is_lost_browser() {
                self.end_run(&error);
            }
            browser.stop().await;
            return Err(error);
        }
        shared.had_browser.store(true, Ordering::Relaxed);
        browser.name().clone_into(&mut self.browser_name);
        Ok(browser)
    }

    /// Whether there is a browser for this worker: a WebDriver endpoint may have fewer than lanes were asked for.
    pub(super) async fn has_browser(&mut self) -> Result<(), RunError> {
        if self.shared.options.browser.webdriver.is_none() {
            return Ok(());
        }
        let mut pause = NODE_GONE;
        loop {
            let started = self.browser().await.map(|_| ());
            match &started {
                Err(error) if error.is_lost_browser() && pause <= PATIENCE => {}
                _ => return started,
            }
            if !pauses(&self.shared.halt, pause).await {
                return started;
            }
            pause *= 2;
        }
    }

    /// An error when a browser of a WebDriver endpoint does not get to the SP at `url`, as long as none of the run has.
    pub(super) async fn reaches_sp(&mut self, url: &str) -> Result<(), RunError> {
        if self.shared.options.browser.webdriver.is_none() || self.shared.had_sp.load(Ordering::Relaxed) {
            return Ok(());
        }
        let reached = reachable::sp(self.browser().await?, url).await;
        reached.inspect_err(|error| {
            if !error.is_lost_browser() {
                self.end_run(error);
            }
        })
    }

    /// No case would tell anything else than `error`.
    fn end_run(&self, error: &RunError) {
        self.shared.halt.end(Ending::NoSp(with_causes(error)));
    }

    /// Whether a case is to be run again because its browser was lost, for the `lost`th time; waits until there may be another. That
    /// a browser of a WebDriver endpoint is gone says nothing of the SP.
    pub(super) async fn waits_for_another_browser(&mut self, evidence: &CaseEvidence, lost: u32) -> bool {
        let shared = &self.shared;
        if !self.has_lost_browser || evidence.sp_ended.is_some() || lost >= NEW_SESSIONS || shared.halt.has_ended() {
            return false;
        }
        let why = evidence.incident.as_ref().and_then(|incident| incident.message.lines().next()).unwrap_or_default();
        shared.observer.preparing(&format!("a browser was lost, {} is run again in a new one: {why}", evidence.case));
        pauses(&shared.halt, NODE_GONE * 2_u32.pow(lost)).await
    }
}

/// Waits for `long`, unless the run ends; whether it goes on.
async fn pauses(halt: &Halt, long: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(long) => true,
        _ = halt.ended() => false,
    }
}

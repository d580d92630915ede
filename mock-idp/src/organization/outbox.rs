//! What becomes of an organization's responses on their way out: the recipe they go through, those that were sent,
//! and who called at the canary address.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openssl::error::ErrorStack;
use url::Url;

use super::Organization;
use crate::random;
use crate::recipe::{Delivery, Script};

/// A response that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// Its octets, before they were encoded.
    pub xml: Vec<u8>,
    /// How it travelled.
    pub delivery: Delivery,
    /// Whether it went through a script.
    pub scripted: bool,
}

/// A request to the canary address, which nobody has a reason to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanaryHit {
    /// Method of the request.
    pub method: String,
    /// What the request asked for: path and query.
    pub target: String,
    /// `User-Agent`, empty without one: tells a person's browser from the SP itself.
    pub user_agent: String,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Outbox {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    script: Option<Arc<Script>>,
    trouble: Option<String>,
    sent: Vec<Arc<SentMessage>>,
    forms: Vec<Delivery>,
    token: String,
    hits: Vec<CanaryHit>,
}

impl Outbox {
    pub(super) fn new() -> Result<Self, ErrorStack> {
        Ok(Self { state: Mutex::new(State { token: random::hex(8)?, ..State::default() }) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Organization {
    /// Makes every response issued from now on go through `script`; none: they are plain again.
    pub fn arm(&self, script: Option<Script>) {
        self.outbox().state().script = script.map(Arc::new);
    }

    /// What responses go through.
    pub(crate) fn armed(&self) -> Option<Arc<Script>> {
        self.outbox().state().script.clone()
    }

    /// Why a script could not be carried out since this was asked last. The person saw an error page instead.
    pub fn script_trouble(&self) -> Option<String> {
        self.outbox().state().trouble.take()
    }

    /// Notes why a script could not be carried out; the first reason is kept.
    pub(crate) fn set_script_trouble(&self, trouble: String) {
        self.outbox().state().trouble.get_or_insert(trouble);
    }

    /// Starts anew: no script, no trouble, no messages sent (the next one is the first again), no canary hits and
    /// another canary address. Directory, settings, journal, clock and sessions stay.
    pub fn start_anew(&self) -> Result<(), ErrorStack> {
        let token = random::hex(8)?;
        *self.outbox().state() = State { token, ..State::default() };
        Ok(())
    }

    /// The responses sent, oldest first.
    pub fn sent_messages(&self) -> Vec<Arc<SentMessage>> {
        self.outbox().state().sent.clone()
    }

    /// Keeps a response that is being sent.
    pub(crate) fn keep_sent(&self, message: SentMessage) {
        self.outbox().state().sent.push(Arc::new(message));
    }

    /// Keeps a form of any content, which the page `/form/<n>` posts; gives its number: 1, 2, 3 ...
    pub fn keep_form(&self, form: Delivery) -> usize {
        let forms = &mut self.outbox().state().forms;
        forms.push(form);
        forms.len()
    }

    /// The form of this number.
    pub(crate) fn form(&self, number: usize) -> Option<Delivery> {
        self.outbox().state().forms.get(number.checked_sub(1)?).cloned()
    }

    /// The address whose callers are noted, `{canary}` in recipes. It is an IP address where the IdP is on
    /// `localhost`: browsers alone resolve its subdomains everywhere, and the callers of interest are none.
    pub fn canary_url(&self) -> String {
        let mut url: Url = self.base_url().clone();
        let local = url.host_str().is_some_and(|host| host.ends_with("localhost"));
        if local && url.set_host(Some("127.0.0.1")).is_ok() {
            url.set_path(&format!("/canary/{}/{}", self.name(), self.outbox().state().token));
        } else {
            url.set_path(&format!("/canary/{}", self.outbox().state().token));
        }
        url.to_string()
    }

    /// Notes a request for the canary called `token`; whether it is this organization's.
    pub(crate) fn note_canary(&self, token: &str, hit: CanaryHit) -> bool {
        let mut state = self.outbox().state();
        let known = state.token == token;
        if known {
            state.hits.push(hit);
        }
        known
    }

    /// Who called at the canary address, oldest first.
    pub fn canary_hits(&self) -> Vec<CanaryHit> {
        self.outbox().state().hits.clone()
    }
}

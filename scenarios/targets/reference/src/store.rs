//! What the SP remembers: settings, requests that browsers have open, sessions, assertions it has taken.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};

use crate::people::Person;
use crate::response::Attribute;
use crate::settings::CompanySettings;

/// How long a request stays open.
const PATIENCE: SignedDuration = SignedDuration::from_mins(30);
/// How many requests of one browser stay open; the oldest give way.
const MOST_PENDING: usize = 50;

/// A request that was sent and not answered yet.
#[derive(Clone, Debug)]
pub struct Pending {
    /// ID of the AuthnRequest.
    pub request_id: String,
    /// Short name of the company.
    pub company: &'static str,
    /// RelayState that went along: an opaque handle.
    pub relay_state: String,
    /// Where the person wanted to go.
    pub next: Option<String>,
    /// When it was sent.
    pub sent: Timestamp,
}

/// A person signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub person: Person,
    /// The browser that it began in.
    pub browser: String,
    /// All attributes that arrived.
    pub attributes: Vec<Attribute>,
    /// `SessionNotOnOrAfter`.
    pub until: Option<Timestamp>,
}

/// An assertion that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// When it no longer could be taken anyway.
    pub until: Timestamp,
    /// Browser that brought it.
    pub browser: String,
    /// Session that it made.
    pub session: String,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Settings by company.
    pub settings: HashMap<&'static str, CompanySettings>,
    pending: HashMap<String, Vec<Pending>>,
    sessions: HashMap<String, Session>,
    taken: HashMap<String, Taken>,
    /// No certificate is trusted any more, so nobody gets in. Only a weakness sets it.
    pub trusts_nobody: bool,
}

impl Store {
    /// Remembers a request that the browser carries to the IdP.
    pub fn open(&mut self, browser: &str, pending: Pending) {
        let now = pending.sent;
        let requests = self.pending.entry(browser.to_owned()).or_default();
        requests.retain(|request| now.duration_since(request.sent) < PATIENCE);
        if requests.len() >= MOST_PENDING {
            requests.remove(0);
        }
        requests.push(pending);
    }

    /// The open requests of a browser.
    pub fn open_requests(&self, browser: &str, now: Timestamp) -> Vec<Pending> {
        let requests = self.pending.get(browser).into_iter().flatten();
        requests.filter(|request| now.duration_since(request.sent) < PATIENCE).cloned().collect()
    }

    /// Closes a request: a second response to it is none.
    pub fn close(&mut self, browser: &str, request_id: &str) {
        if let Some(requests) = self.pending.get_mut(browser) {
            requests.retain(|request| request.request_id != request_id);
        }
    }

    /// What was taken and could still be replayed.
    pub fn seen(&mut self, now: Timestamp) -> HashSet<String> {
        self.taken.retain(|_, taken| taken.until > now);
        self.taken.keys().cloned().collect()
    }

    /// Remembers an assertion under that key.
    pub fn take(&mut self, key: String, taken: Taken) {
        self.taken.insert(key, taken);
    }

    /// The session that the same browser got for the same assertion, if it still lasts.
    pub fn session_of(&self, key: &str, browser: &str, now: Timestamp) -> Option<&Session> {
        let taken = self.taken.get(key).filter(|taken| taken.browser == browser)?;
        self.session(&taken.session, now)
    }

    /// The open requests of all browsers.
    pub fn all_open_requests(&self, now: Timestamp) -> Vec<Pending> {
        self.pending.keys().flat_map(|browser| self.open_requests(browser, now)).collect()
    }

    /// The sessions that began in that browser and still last.
    pub fn sessions_in<'s>(&'s self, browser: &'s str, now: Timestamp) -> impl Iterator<Item = &'s Session> {
        self.sessions.keys().filter_map(move |id| self.session(id, now)).filter(move |one| one.browser == browser)
    }

    /// Begins a session.
    pub fn begin(&mut self, id: String, session: Session) {
        self.sessions.insert(id, session);
    }

    /// A session that still lasts.
    pub fn session(&self, id: &str, now: Timestamp) -> Option<&Session> {
        self.sessions.get(id).filter(|session| session.until.is_none_or(|until| now < until))
    }

    /// Ends all sessions of a browser.
    pub fn end_all_in(&mut self, browser: &str) {
        self.sessions.retain(|_, session| session.browser != browser);
    }

    /// Ends a session.
    pub fn end(&mut self, id: &str) {
        self.sessions.remove(id);
    }
}

//! Requests whose sender has to log in first.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use openssl::error::ErrorStack;

use super::receive::Received;
use crate::random;

/// How many are kept; anybody can send requests, so the oldest give way.
const LIMIT: usize = 256;

/// Requests that wait for a login, over all organizations of one server.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    posted: Mutex<VecDeque<Posted>>,
    redirected: Mutex<VecDeque<(String, String)>>,
}

#[derive(Debug)]
struct Posted {
    handle: String,
    /// Organization and suffix it was sent to; it is resumed nowhere else.
    place: String,
    received: Received,
}

impl Waiting {
    /// Keeps a posted request; gives the random handle to resume it with.
    pub(super) fn keep(&self, place: String, received: Received) -> Result<String, ErrorStack> {
        let handle = random::hex(16)?;
        let mut posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        if posted.len() >= LIMIT {
            posted.pop_front();
        }
        posted.push_back(Posted { handle: handle.clone(), place, received });
        Ok(handle)
    }

    /// The request kept under `handle`; it stays, as a page may be reloaded.
    pub(super) fn resume(&self, place: &str, handle: &str) -> Option<Received> {
        let posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
        posted.iter().find(|p| p.handle == handle && p.place == place).map(|p| p.received.clone())
    }

    /// Notes that the browser will come back from the login page with this redirected request.
    pub(super) fn expect(&self, place: String, query: String) {
        let mut redirected = self.redirected.lock().unwrap_or_else(PoisonError::into_inner);
        if redirected.len() >= LIMIT {
            redirected.pop_front();
        }
        redirected.push_back((place, query));
    }

    /// Whether this redirected request was here before its sender logged in; then it is no new message.
    pub(super) fn comes_back(&self, place: &str, query: &str) -> bool {
        let mut redirected = self.redirected.lock().unwrap_or_else(PoisonError::into_inner);
        let found = redirected.iter().position(|(p, q)| p == place && q == query);
        found.and_then(|position| redirected.remove(position)).is_some()
    }
}

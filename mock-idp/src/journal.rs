//! Raw bytes in and out of one organization's SSO endpoints, in order.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::message::RequestFinding;

/// Which way a message went, seen from the IdP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From the SP, through the browser.
    In,
    /// To the SP, through the browser.
    Out,
}

/// How a message travels (SAML bindings 3.4 and 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// HTTP-Redirect: deflated, in the query.
    Redirect,
    /// HTTP-POST: in a form field.
    Post,
}

/// One SAML message on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 0, 1, 2 ... within the organization.
    pub sequence: usize,
    /// Machine time (not the organization's), RFC 3339.
    pub at: Timestamp,
    /// In or out.
    pub direction: Direction,
    /// Redirect or POST.
    pub binding: Binding,
    /// Where it was received (the URL with its query), or is sent to (the ACS).
    pub url: String,
    /// The parameter exactly as it stood in the query (percent-encoded) or form field: base64 text.
    pub raw: String,
    /// The decoded message; lossy UTF-8 when it was none. Empty when it could not be decoded.
    pub xml: String,
    /// RelayState that travelled along.
    pub relay_state: Option<String>,
    /// What is wrong with a request that could be answered even so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<RequestFinding>,
}

/// What goes into the journal; sequence and time are added.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct NewEntry {
    pub direction: Direction,
    pub binding: Binding,
    pub url: String,
    pub raw: String,
    pub xml: String,
    pub relay_state: Option<String>,
    pub findings: Vec<RequestFinding>,
}

/// The messages of one organization, oldest first.
#[derive(Debug, Default)]
pub struct Journal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// How many were forgotten.
    forgotten: usize,
    /// Those that came after them.
    entries: Vec<Entry>,
}

impl Journal {
    /// Appends a message.
    pub fn record(&self, new: NewEntry) {
        let mut kept = self.kept();
        let NewEntry { direction, binding, url, raw, xml, relay_state, findings } = new;
        let sequence = kept.forgotten + kept.entries.len();
        let at = Timestamp::now();
        kept.entries.push(Entry { sequence, at, direction, binding, url, raw, xml, relay_state, findings });
    }

    /// How many messages there were; also the sequence number of the next.
    pub fn len(&self) -> usize {
        let kept = self.kept();
        kept.forgotten + kept.entries.len()
    }

    /// Whether no message came or went yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All messages from sequence number `from` on that are not forgotten.
    pub fn since(&self, from: usize) -> Vec<Entry> {
        let kept = self.kept();
        kept.entries.iter().skip(from.saturating_sub(kept.forgotten)).cloned().collect()
    }

    /// All messages from sequence number `from` on, for those who want their memory back: the journal forgets them, and all
    /// before. The numbers go on.
    pub fn take_since(&self, from: usize) -> Vec<Entry> {
        let mut kept = self.kept();
        let first = from.saturating_sub(kept.forgotten).min(kept.entries.len());
        kept.forgotten += kept.entries.len();
        std::mem::take(&mut kept.entries).split_off(first)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forgotten_keeps_its_numbers() {
        let journal = Journal::default();
        let record = |url: &str| {
            let (direction, binding, url) = (Direction::In, Binding::Post, url.to_owned());
            let (raw, xml, relay_state, findings) = (String::new(), String::new(), None, Vec::new());
            journal.record(NewEntry { direction, binding, url, raw, xml, relay_state, findings });
        };
        let urls = |entries: Vec<Entry>| -> String { entries.into_iter().map(|entry| entry.url).collect() };
        record("a");
        record("b");
        assert_eq!(urls(journal.take_since(1)), "b");
        record("c");
        record("d");
        assert_eq!((urls(journal.since(0)), urls(journal.since(3)), journal.len()), ("cd".into(), "d".into(), 4));
        assert_eq!(journal.since(2)[0].sequence, 2);
        assert_eq!((urls(journal.take_since(9)), journal.len()), (String::new(), 4));
    }
}

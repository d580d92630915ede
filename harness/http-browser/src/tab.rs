//! One tab and its history.

use crate::loaded::Loaded;
use crate::request::Request;
use crate::seen::Document;

/// A page that the tab can go back to.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) page: Loaded,
    /// What asks for it again; absent: the empty page of a new tab.
    pub(crate) request: Option<Request>,
    /// How it came; absent as well.
    pub(crate) document: Option<Document>,
    /// Whether it may be shown again without asking.
    pub(crate) keeps: bool,
}

impl Entry {
    /// The empty page.
    pub(crate) fn blank() -> Self {
        Self { page: Loaded::blank(), request: None, document: None, keeps: true }
    }
}

/// A tab.
#[derive(Debug)]
pub(crate) struct Tab {
    before: Vec<Entry>,
    now: Entry,
}

impl Tab {
    pub(crate) fn new() -> Self {
        Self { before: Vec::new(), now: Entry::blank() }
    }

    /// The page that it shows.
    pub(crate) fn page(&self) -> &Loaded {
        &self.now.page
    }

    /// The same, to be filled in.
    pub(crate) fn page_mut(&mut self) -> &mut Loaded {
        &mut self.now.page
    }

    /// What it shows, and how it came.
    pub(crate) fn entry(&self) -> &Entry {
        &self.now
    }

    /// Shows `entry` next.
    pub(crate) fn show(&mut self, entry: Entry) {
        let before = std::mem::replace(&mut self.now, entry);
        self.before.push(before);
    }

    /// Shows `entry` in place of the page: a reload, or a page that led on by itself.
    pub(crate) fn replace(&mut self, entry: Entry) {
        self.now = entry;
    }

    /// Goes back; false when nothing is behind.
    pub(crate) fn back(&mut self) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.now = before;
        true
    }
}

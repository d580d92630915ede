//! One tab and its history.

use super::page::Page;
use super::request::Request;
use crate::evidence::Document;

/// A page that the tab can go back to.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) page: Page,
    /// What asks for it again; absent: the empty page of a new tab.
    pub(super) request: Option<Request>,
    /// How it came; absent as well.
    pub(super) document: Option<Document>,
    /// Whether it may be shown again without asking.
    pub(super) keeps: bool,
}

impl Entry {
    /// The empty page.
    pub(super) fn blank() -> Self {
        Self { page: Page::blank(), request: None, document: None, keeps: true }
    }
}

/// A tab.
#[derive(Debug)]
pub(super) struct Tab {
    before: Vec<Entry>,
    now: Entry,
}

impl Tab {
    pub(super) fn new() -> Self {
        Self { before: Vec::new(), now: Entry::blank() }
    }

    /// The page that it shows.
    pub(super) fn page(&self) -> &Page {
        &self.now.page
    }

    /// The same, to be filled in.
    pub(super) fn page_mut(&mut self) -> &mut Page {
        &mut self.now.page
    }

    /// What it shows, and how it came.
    pub(super) fn entry(&self) -> &Entry {
        &self.now
    }

    /// Shows `entry` next.
    pub(super) fn show(&mut self, entry: Entry) {
        let before = std::mem::replace(&mut self.now, entry);
        self.before.push(before);
    }

    /// Shows `entry` in place of the page: a reload, or a page that led on by itself.
    pub(super) fn replace(&mut self, entry: Entry) {
        self.now = entry;
    }

    /// Goes back; false when nothing is behind.
    pub(super) fn back(&mut self) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.now = before;
        true
    }
}

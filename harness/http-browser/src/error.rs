//! What cannot be done at a page.

use thiserror::Error;

/// Why something was not done. A page that cannot be loaded is none of these: a browser shows a page of its own then,
/// and the [`Document`](crate::Document) says why.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// What was to be opened is no absolute URL.
    #[error("`{url}` is no address")]
    Address {
        /// As given.
        url: String,
        /// What is wrong with it.
        source: url::ParseError,
    },
    /// The HTTP client could not be set up, as when the machine's certificates cannot be read.
    #[error("no HTTP client can be made")]
    Client(#[source] reqwest::Error),
    /// No CSS selector, or one that asks for more than a document's tree.
    #[error("`{selector}` cannot be used without a browser: {reason}")]
    Selector {
        /// As given.
        selector: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Nothing on the page matches. Nothing comes late on a page that runs no script, so nothing is waited for.
    #[error("no element matches `{selector}` on {url} (title `{title}`){}", in_frames(*.frames))]
    NoElement {
        /// As given.
        selector: String,
        /// The page's address.
        url: String,
        /// The page's title.
        title: String,
        /// How many frames the page has, whose documents are not loaded.
        frames: usize,
    },
    /// A person could not do that to the element.
    #[error("`{selector}` {why}, on {url}")]
    NotReady {
        /// As given.
        selector: String,
        /// As `is disabled`.
        why: &'static str,
        /// The page's address.
        url: String,
    },
    /// The click leads nowhere by the page's markup, and the page has scripts.
    #[error("what a click on `{selector}` does is told by a script of {url}, which needs a browser")]
    NeedsScript {
        /// As given.
        selector: String,
        /// The page's address.
        url: String,
    },
    /// No tab has this index.
    #[error("there is no tab {index}; {count} are open")]
    NoTab {
        /// As given.
        index: usize,
        /// How many tabs are open.
        count: usize,
    },
}

/// What to add where a page has frames; empty where it has none.
pub(crate) fn in_frames(count: usize) -> &'static str {
    if count == 0 { "" } else { "; the page has frames, whose documents need a browser" }
}

/// Why a page that is shown may not be the one that a browser would show in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unsettled {
    /// A script sends the page's form in a way that is not known here.
    #[error("its script, which would send the message that it carries, needs a browser")]
    NeedsScripts,
    /// The answer, or that of a page it leads to, took too long.
    #[error("an answer, or what it led to, took too long")]
    TooSlow,
    /// Pages led on to pages without an end.
    #[error("it led on to other pages {} times, and would again", crate::browser::HOPS)]
    Endless,
}

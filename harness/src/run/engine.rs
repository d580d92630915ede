//! What drives the SP, as the rest of a run sees it: one set of calls, whatever is behind it.

use std::time::Duration;

use async_trait::async_trait;
use http_browser::Trust;

use super::browser::Browser;
use super::error::TimeOut;
use super::http::HttpEngine;
use super::options::RunOptions;
use super::{Gesture, Progress, RunError};
use crate::evidence::{Cookie, Document, Page};

/// Which engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum EngineName {
    /// A real browser
    #[default]
    Browser,
    /// An HTTP client that reads HTML and sends forms but runs no script: quick, and without screenshots
    Http,
}

impl EngineName {
    /// As the command line and the report write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Http => "http",
        }
    }

    /// How many lanes keep this machine's cores busy. A browser fills one; without it a lane waits for much of its time, for an
    /// SP that starts, an answer that never comes, an assertion that is to expire.
    pub fn lanes(self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        match self {
            Self::Browser => cores,
            Self::Http => 2 * cores,
        }
    }
}

/// Whether a page has come to rest, and what it is then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtRest {
    /// It fetches nothing more, and is not on its way to another page.
    pub is_quiet: bool,
    /// It has scripts or frames, which may change it. Without scripts being run: it shows next to nothing without them, or
    /// has a frame of its own site.
    pub has_scripts: bool,
    /// There is nothing on it to be seen.
    pub is_blank: bool,
    /// All its text, be it seen or not, white space made one.
    pub text: String,
}

/// A page's source, scripts run where there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// At most [`HTML_LIMIT`](crate::evidence::HTML_LIMIT) characters.
    pub html: String,
    /// How many more it has.
    pub left_out: usize,
}

/// What elements are read for: those that a selector matches, and with an attribute, what that says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As target files write it.
    pub selector: String,
    /// None: their text, or the value of a field.
    pub attribute: Option<String>,
}

/// What is read of a page at once.
#[derive(Clone, Debug, Default)]
pub struct Glance {
    /// What it shows.
    pub page: Page,
    /// Whether it has come to rest.
    pub rest: AtRest,
    /// What the elements say, for each thing that was wanted.
    pub texts: Vec<Vec<String>>,
}

/// What a person has in front of them. After everything that can lead to another page the engine waits until that page has
/// settled; where it does not, [`Page::unsettled`] says so.
#[async_trait]
pub trait Engine: Send {
    /// Name and version, as the report shows it.
    fn name(&self) -> &str;

    /// How long was spent waiting for it since the last call.
    fn take_waited(&mut self) -> Duration;

    /// Goes to `url`. A page that cannot be loaded is no error of ours: it shows in the documents.
    async fn open(&mut self, url: &str) -> Result<(), RunError>;

    /// From now on every page is asked of the server, past what was kept of an earlier answer; or not any more. An engine that
    /// keeps nothing, or cannot be told, does nothing.
    async fn ask_anew(&mut self, _on: bool) -> Result<(), RunError> {
        Ok(())
    }

    /// Does the gestures in order, each as soon as a person could do it; stops where one of the elements in `watched` is
    /// seen, and looks for those after the last, too.
    async fn perform(&mut self, gestures: &[Gesture], watched: &[String]) -> Result<Progress, RunError>;

    /// Presses a named key in the focused element.
    async fn press(&mut self, key: &str) -> Result<(), RunError>;

    /// What the link leads to, fetched with the page's cookies.
    async fn download(&mut self, selector: &str) -> Result<String, RunError>;

    /// Reloads, form data sent again.
    async fn reload(&mut self) -> Result<(), RunError>;

    /// The Back button.
    async fn back(&mut self) -> Result<(), RunError>;

    /// Opens a tab and goes there.
    async fn new_tab(&mut self) -> Result<(), RunError>;

    /// Goes to tab `index`, in the order of opening.
    async fn tab(&mut self, index: usize) -> Result<(), RunError>;

    /// What the page shows now.
    async fn look(&mut self) -> Result<Page, RunError>;

    /// The source of the page as it was when it was last looked at; none where nothing was.
    fn source(&self) -> Option<Source>;

    /// Of every element that `selector` matches, in order: its text, or the value of a field, byte for byte; with
    /// `attribute`, that attribute of those that have it. Elements in open shadow roots and in frames of the same origin
    /// count, too, as far as the engine has them.
    async fn texts_of(&mut self, selector: &str, attribute: Option<&str>) -> Result<Vec<String>, RunError>;

    /// The same in the page's source as the server sent it; none where the engine does not know that any more.
    async fn served_texts_of(
        &mut self,
        selector: &str,
        attribute: Option<&str>,
    ) -> Result<Option<Vec<String>>, RunError>;

    /// The page, whether it has come to rest, and what the elements say that are `wanted`, as [`Engine::look`],
    /// [`Engine::at_rest`] and [`Engine::texts_of`] say it; all of one moment.
    async fn glance(&mut self, wanted: &[Wanted]) -> Result<Glance, RunError> {
        let (rest, page) = (self.at_rest().await?, self.look().await?);
        let mut texts = Vec::new();
        for Wanted { selector, attribute } in wanted {
            texts.push(self.texts_of(selector, attribute.as_deref()).await?);
        }
        Ok(Glance { page, rest, texts })
    }

    /// What the expression `script` comes to in the page: a text that is not empty, or a number; none for anything else,
    /// where it fails, and where no scripts are run.
    async fn value_of(&mut self, script: &str) -> Result<Option<String>, RunError>;

    /// Runs `script` in every page from now on, before its own scripts; nothing where no scripts are run.
    async fn on_every_page(&mut self, script: &str) -> Result<(), RunError>;

    /// Whether the page has come to rest.
    async fn at_rest(&mut self) -> Result<AtRest, RunError>;

    /// The whole text of an answer that is no page, as JSON.
    async fn answer(&mut self) -> Result<String, RunError>;

    /// Whether a page may still change when it is at rest.
    fn pages_change(&self) -> bool;

    /// What the page looked like when it was last looked at, as a text that is the same for pages whose pictures are the
    /// same; none where more than the page's elements decides what a picture shows.
    fn likeness(&self) -> Option<String>;

    /// A PNG of what the window shows; none where there is no window.
    async fn screenshot(&mut self) -> Result<Option<Vec<u8>>, RunError>;

    /// Documents asked for since the last call.
    fn documents(&mut self) -> Vec<Document>;

    /// All cookies, without values.
    async fn cookies(&mut self) -> Result<Vec<Cookie>, RunError>;

    /// Runs scripts of pages from now on, or none; until it is emptied.
    async fn run_scripts(&mut self, on: bool) -> Result<(), RunError>;

    /// Forgets everything: one empty tab, no cookies and no storage of any site.
    async fn empty(&mut self) -> Result<(), RunError>;

    /// An error where it does not stand for a person's browser any more, though it goes on: a part of it ended since it was
    /// emptied.
    fn whole(&self) -> Result<(), RunError> {
        Ok(())
    }

    /// Ends it.
    async fn stop(self: Box<Self>);
}

/// How long an engine may take to start: the driver has twenty seconds, and the browser some more.
const START: Duration = Duration::from_secs(45);

/// Starts the engine that `options` ask for; it takes the certificates that `trust` takes.
pub async fn start(options: &RunOptions, trust: &Trust) -> Result<Box<dyn Engine>, RunError> {
    let started = async {
        Ok(match options.engine {
            EngineName::Browser => Box::new(Browser::trusting(&options.browser, trust).await?) as Box<dyn Engine>,
            EngineName::Http => Box::new(HttpEngine::trusting(trust)?),
        })
    };
    // A driver that takes connections and answers none would hold the run up for ever. What was started goes with the future.
    tokio::time::timeout(START, started).await.unwrap_or_else(|_| Err(TimeOut::Engine(START).into()))
}

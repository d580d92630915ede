//! What drives the SP, as the rest of a run sees it: one set of calls, whatever is behind it.

use std::time::Duration;

use super::browser::Browser;
use super::http::Session;
use super::options::RunOptions;
use super::{Gesture, RunError};
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
}

/// What a person has in front of them.
#[derive(Debug)]
pub enum Engine {
    /// A real browser.
    Browser(Box<Browser>),
    /// An HTTP client.
    Http(Box<Session>),
}

impl Engine {
    /// Starts the engine that `options` ask for.
    pub async fn start(options: &RunOptions) -> Result<Self, RunError> {
        Ok(match options.engine {
            EngineName::Browser => Self::Browser(Box::new(Browser::start(&options.browser).await?)),
            EngineName::Http => Self::Http(Box::new(Session::start()?)),
        })
    }

    /// Name and version, as the report shows it.
    pub fn name(&self) -> &str {
        match self {
            Self::Browser(browser) => browser.name(),
            Self::Http(session) => session.name(),
        }
    }

    /// How long was spent waiting for it since the last call.
    pub fn take_waited(&mut self) -> Duration {
        match self {
            Self::Browser(browser) => browser.take_waited(),
            Self::Http(session) => session.take_waited(),
        }
    }

    /// Goes to `url` and waits until the page settled. A page that cannot be loaded is no error of ours: it
    /// shows in the documents.
    pub async fn open(&mut self, url: &str) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.open(url).await,
            Self::Http(session) => session.open(url).await,
        }
    }

    /// Does the gestures in order; after each click the page is waited for.
    pub async fn perform(&mut self, gestures: &[Gesture]) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.perform(gestures).await,
            Self::Http(session) => session.perform(gestures).await,
        }
    }

    /// Presses a named key in the focused element.
    pub async fn press(&mut self, key: &str) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.press(key).await,
            Self::Http(session) => session.press(key).await,
        }
    }

    /// What the link leads to, fetched with the page's cookies.
    pub async fn download(&mut self, selector: &str) -> Result<String, RunError> {
        match self {
            Self::Browser(browser) => browser.download(selector).await,
            Self::Http(session) => session.download(selector).await,
        }
    }

    /// Reloads, form data sent again.
    pub async fn reload(&mut self) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.reload().await,
            Self::Http(session) => {
                session.reload().await;
                Ok(())
            }
        }
    }

    /// The Back button.
    pub async fn back(&mut self) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.back().await,
            Self::Http(session) => {
                session.back().await;
                Ok(())
            }
        }
    }

    /// Opens a tab and goes there.
    pub async fn new_tab(&mut self) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.new_tab().await,
            Self::Http(session) => {
                session.new_tab();
                Ok(())
            }
        }
    }

    /// Goes to tab `index`, in the order of opening.
    pub async fn tab(&mut self, index: usize) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.tab(index).await,
            Self::Http(session) => session.tab(index),
        }
    }

    /// What the page shows now.
    pub async fn look(&mut self) -> Result<Page, RunError> {
        match self {
            Self::Browser(browser) => browser.look().await,
            Self::Http(session) => Ok(session.look()),
        }
    }

    /// The page's source, scripts run where there are any.
    pub async fn html(&mut self) -> Result<String, RunError> {
        match self {
            Self::Browser(browser) => browser.html().await,
            Self::Http(session) => Ok(session.html()),
        }
    }

    /// Text of the element, if it is on the page.
    pub async fn text_of(&mut self, selector: &str) -> Result<Option<String>, RunError> {
        match self {
            Self::Browser(browser) => browser.text_of(selector).await,
            Self::Http(session) => session.text_of(selector),
        }
    }

    /// A PNG of what the window shows; none where there is no window.
    pub async fn screenshot(&mut self) -> Result<Option<Vec<u8>>, RunError> {
        match self {
            Self::Browser(browser) => browser.screenshot().await.map(Some),
            Self::Http(_) => Ok(None),
        }
    }

    /// Documents asked for since the last call.
    pub fn documents(&mut self) -> Vec<Document> {
        match self {
            Self::Browser(browser) => browser.documents(),
            Self::Http(session) => session.documents(),
        }
    }

    /// All cookies, without values.
    pub async fn cookies(&mut self) -> Result<Vec<Cookie>, RunError> {
        match self {
            Self::Browser(browser) => browser.cookies().await,
            Self::Http(session) => Ok(session.cookies()),
        }
    }

    /// Runs scripts of pages from now on, or none; until it is emptied.
    pub async fn run_scripts(&mut self, on: bool) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.run_scripts(on).await,
            Self::Http(session) => {
                session.run_scripts(on);
                Ok(())
            }
        }
    }

    /// Forgets everything: one empty tab, no cookies and no storage of any site.
    pub async fn empty(&mut self) -> Result<(), RunError> {
        match self {
            Self::Browser(browser) => browser.empty().await,
            Self::Http(session) => {
                session.empty();
                Ok(())
            }
        }
    }

    /// Ends it.
    pub async fn stop(self) {
        match self {
            Self::Browser(browser) => browser.stop().await,
            Self::Http(session) => drop(session),
        }
    }
}

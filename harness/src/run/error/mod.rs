//! Trouble on our side. It makes a case `not-verified`, never a pass and never a fail.
//!
//! One variant for each operation that can fail, below the [`IncidentKind`] that evidence keeps; the cause is the
//! error's source.

mod browser;
mod launch;
mod provision;

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

pub use browser::BrowserError;
pub use launch::LaunchError;
pub use provision::ProvisionError;

use crate::case_id::CaseId;
use crate::evidence::{Incident, IncidentKind};
use crate::placeholder::PlaceholderError;
use crate::plan::NotOwned;
use crate::target::CaError;

/// What kept us from seeing what the SP does.
#[derive(Debug, Error)]
pub enum RunError {
    /// Browser or driver: missing, unfit, or gone.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The SP did not start, or ended.
    #[error(transparent)]
    Launch(#[from] LaunchError),
    /// The SP could not be given its metadata, or a step of the target file or the flow could not be done.
    #[error(transparent)]
    Provision(#[from] ProvisionError),
    /// A step's element is not there.
    #[error("no element matches `{selector}` on {url} (title `{title}`); waited {waited_ms} ms{hint}")]
    Selector {
        /// As written in the file.
        selector: String,
        /// Address of the page that was looked at.
        url: String,
        /// The page's title.
        title: String,
        /// How long the element was waited for.
        waited_ms: u128,
        /// Where else it may be, as the rest of the sentence; empty where nothing is known.
        hint: String,
    },
    /// A step's element is there, but a person could not do the step.
    #[error("`{selector}` {why}, on {url}; waited {waited_ms} ms{}", answer_to_cover(.why))]
    NotReady {
        /// As written in the file.
        selector: String,
        /// As `is disabled`.
        why: String,
        /// Address of the page.
        url: String,
        /// How long it was waited for.
        waited_ms: u128,
    },
    /// A step of the target file could not be done with its element.
    #[error("in {key} of the target file")]
    In {
        /// Where the step stands, as "`steps` under `[login]`".
        key: &'static str,
        /// What was in the way.
        source: Box<RunError>,
    },
    /// A template could not be filled in.
    #[error(transparent)]
    Placeholder(#[from] PlaceholderError),
    /// Ours took too long.
    #[error(transparent)]
    TimeOut(#[from] TimeOut),
    /// The mock IdP could not be used.
    #[error(transparent)]
    Idp(#[from] IdpError),
    /// A recipe that failed on the real message.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// A file or folder of ours, or one that the target file names, could not be read or written.
    #[error(transparent)]
    Files(#[from] FileError),
    /// The certificates that the target file names.
    #[error(transparent)]
    Ca(#[from] CaError),
    /// Nothing takes connections where the SP should run.
    #[error("nothing answers at {url}: {reason}; start the SP, or mend `base_url` under `[sp]` of the target file")]
    Unreachable {
        /// The SP's base URL.
        url: String,
        /// Why no connection was made.
        reason: std::io::Error,
    },
    /// The browser of a WebDriver endpoint does not get to the SP.
    #[error(
        "the browser cannot reach the SP at {url} ({reason}); a browser on another machine needs a `base_url` under `[sp]` of \
         the target file by which it gets there"
    )]
    OutOfBrowsersReach {
        /// The SP's base URL.
        url: String,
        /// Why, in the browser's words.
        reason: String,
    },
    /// The SP's certificate is none that the target file lets pass.
    #[error(
        "the certificate of {url} is not trusted: {reason}; under `[sp]` of the target file write `tls = \"any\"`, or name \
         the authority's certificate with `ca = \"ca.pem\"`"
    )]
    Untrusted {
        /// What was asked for.
        url: String,
        /// What is wrong with it, as the TLS library or the browser says it.
        reason: String,
    },
    /// The SP may not be attacked.
    #[error(transparent)]
    NotOwned(#[from] NotOwned),
    /// There is no SP to try cases on; why, in words.
    #[error("{0}")]
    NoSp(String),
    /// The SP cannot do what the case needs, as the login on the way showed; why, in words.
    #[error("{0}")]
    NotApplicable(String),
    /// Ctrl-C.
    #[error("the run was interrupted")]
    Interrupted,
    /// `--fail-fast`, and the case that failed.
    #[error("not run to its end: the run stopped at its first failure, `{0}` (`--fail-fast`)")]
    Stopped(CaseId),
}

/// What took longer than we wait.
#[derive(Debug, Error)]
pub enum TimeOut {
    /// A case, from its first step to its look-up.
    #[error("the case took more than {} s", .0.as_secs_f32())]
    Case(Duration),
    /// A browser that was started.
    #[error("the browser was not ready after {} s", .0.as_secs())]
    Engine(Duration),
    /// What is done in the browser before a case.
    #[error("the SP was not set up in the browser after {} s", .0.as_secs_f32())]
    SetUp(Duration),
    /// A page that always was on its way to another.
    #[error("the page kept navigating and could not be read")]
    Navigating,
}

/// What the mock IdP could not do.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum IdpError {
    #[error("the mock IdP cannot listen at {address}")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
    #[error(
        "the browser cannot reach the mock IdP at {url} ({reason}); for a browser on another machine, give the IdP a place \
         that it can reach, as `--idp-listen 0.0.0.0:8443 --idp-url http://NAME:8443`: NAME and the names below it lead to \
         this machine"
    )]
    OutOfReach { url: String, reason: String },
    #[error("the mock IdP's address is none")]
    Address(#[source] url::ParseError),
    #[error("the mock IdP cannot make an organization")]
    Organization(#[source] mock_idp::organization::SpecError),
    #[error("the mock IdP's certificate cannot be written")]
    Certificate(#[source] mock_idp::organization::KeyError),
    #[error("the mock IdP cannot be on https")]
    Tls(#[source] mock_idp::tls::TlsError),
    #[error("the mock IdP gets no random bytes")]
    Random(#[source] openssl::error::ErrorStack),
}

/// Why the SP was not sent what the case is about.
#[derive(Debug, Error)]
pub enum RecipeError {
    /// A step did not fit the real message.
    #[error("the recipe could not be carried out: {0}")]
    Failed(String),
    /// No response was asked for while the recipe was in force.
    #[error("the recipe was not carried out, as the login did not get to a response of the IdP{}", ended_at(.0.as_deref()))]
    NotCarriedOut(Option<String>),
}

fn ended_at(page: Option<&str>) -> String {
    page.map(|url| format!(", and ended at {url}")).unwrap_or_default()
}

/// A path that could not be read or written.
#[derive(Debug, Error)]
#[error("{what} `{}`", path.display())]
pub struct FileError {
    /// What it is, as the sentence begins: `the file to upload`.
    what: &'static str,
    path: PathBuf,
    source: std::io::Error,
}

impl FileError {
    /// For `map_err`: the error for `what` at `path`.
    pub fn at(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self { what, path, source }
    }
}

/// What answers whatever covers an element, where `why` says that something does.
fn answer_to_cover(why: &str) -> String {
    let cover = why.strip_prefix("is covered by `").and_then(|rest| rest.split_once('`'));
    cover.map_or_else(String::new, |(cover, _)| {
        format!(
            "; where that is a banner or the like, answer it with an `[[interruption]]`: `when = \"{cover}\"` and the `steps` that \
             make it go"
        )
    })
}

impl RunError {
    /// Whose trouble it is.
    pub fn kind(&self) -> IncidentKind {
        match self {
            Self::Browser(_) => IncidentKind::Browser,
            Self::Launch(_)
            | Self::Unreachable { .. }
            | Self::OutOfBrowsersReach { .. }
            | Self::Untrusted { .. }
            | Self::NoSp(_) => IncidentKind::Launch,
            Self::Provision(_) | Self::NotApplicable(_) => IncidentKind::Provision,
            Self::Selector { .. } | Self::NotReady { .. } => IncidentKind::Selector,
            Self::In { source, .. } => source.kind(),
            Self::Placeholder(_) => IncidentKind::Placeholder,
            Self::TimeOut(_) => IncidentKind::TimeOut,
            Self::Idp(_) => IncidentKind::Idp,
            // Nothing was sent, as with a recipe that cannot be carried out.
            Self::Recipe(_) | Self::NotOwned(_) => IncidentKind::Recipe,
            Self::Files(_) | Self::Ca(_) => IncidentKind::Files,
            Self::Interrupted | Self::Stopped(_) => IncidentKind::Interrupted,
        }
    }

    /// Whether the browser itself is gone, with its driver or its place in a Grid, or obeys no more: another one may do.
    pub fn is_lost_browser(&self) -> bool {
        match self {
            Self::Browser(error) => error.is_lost(),
            Self::In { source, .. } => source.is_lost_browser(),
            _ => false,
        }
    }

    /// For `map_err`: trouble with an element names the steps of the target file, as "`steps` under `[login]`".
    pub fn in_steps(key: &'static str) -> impl FnOnce(Self) -> Self {
        move |error| match error.kind() {
            IncidentKind::Selector => Self::In { key, source: Box::new(error) },
            _ => error,
        }
    }

    /// The incident as evidence keeps it.
    pub fn incident(&self) -> Incident {
        Incident { kind: self.kind(), message: with_causes(self) }
    }
}

/// The error's sentence, and after it that of each of its causes.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let sentence = error.to_string();
        // Some crates say their cause in their own sentence, too.
        if !text.contains(&sentence) {
            text.push_str(": ");
            text.push_str(&sentence);
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_no_trouble_of_the_browser() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let incident = RunError::from(FileError::at("the screenshot", "report/a.png")(full)).incident();
        assert_eq!(incident.kind, IncidentKind::Files);
        assert_eq!(incident.message, "the screenshot `report/a.png`: no storage space");
    }

    #[test]
    fn trouble_with_an_element_names_the_steps_that_it_stands_in() {
        let missing = RunError::Selector {
            selector: "#go".to_owned(),
            url: "http://sp.test/".to_owned(),
            title: "Login".to_owned(),
            waited_ms: 5000,
            hint: String::new(),
        };
        let incident = RunError::in_steps("`steps` under `[login]`")(missing).incident();
        assert_eq!(incident.kind, IncidentKind::Selector);
        let said = "in `steps` under `[login]` of the target file: no element matches `#go` on http://sp.test/ (title \
                    `Login`); waited 5000 ms";
        assert_eq!(incident.message, said);
        let interrupted = RunError::in_steps("`steps` under `[login]`")(RunError::Interrupted);
        assert!(matches!(interrupted, RunError::Interrupted));
    }

    #[test]
    fn every_cause_is_said_once() {
        let error = RunError::from(IdpError::Listen {
            address: std::net::SocketAddr::from(([127, 0, 0, 1], 80)),
            source: std::io::Error::other("address in use"),
        });
        assert_eq!(error.incident().message, "the mock IdP cannot listen at 127.0.0.1:80: address in use");
        let error = RunError::from(PlaceholderError::NoValue("user.email".to_owned()));
        assert_eq!(error.incident().kind, IncidentKind::Placeholder);
        assert_eq!(error.incident().message, "the placeholder `{user.email}` has no value here");
    }
}

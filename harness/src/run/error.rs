//! Trouble on our side. It makes a case `not-verified`, never a pass and never a fail.

use thiserror::Error;

use crate::evidence::Incident;

/// What kept us from seeing what the SP does.
#[derive(Debug, Error)]
pub enum RunError {
    /// Browser or driver: missing, unfit, or gone.
    #[error("{0}")]
    Browser(String),
    /// The SP did not start, or ended.
    #[error("{0}")]
    Launch(String),
    /// The SP could not be given its metadata.
    #[error("{0}")]
    Provision(String),
    /// A step's element is not there.
    #[error("no element matches `{selector}` on {url} (title `{title}`); waited {waited_ms} ms")]
    Selector {
        /// As written in the file.
        selector: String,
        /// Page.
        url: String,
        /// Its title.
        title: String,
        /// How long.
        waited_ms: u128,
    },
    /// A template could not be filled in.
    #[error("{0}")]
    Placeholder(String),
    /// Ours took too long.
    #[error("{0}")]
    TimeOut(String),
    /// The mock IdP.
    #[error("{0}")]
    Idp(String),
    /// A recipe that failed on the real message.
    #[error("{0}")]
    Recipe(String),
    /// Ctrl-C.
    #[error("the run was interrupted")]
    Interrupted,
}

impl RunError {
    /// The incident as evidence keeps it.
    pub fn incident(&self) -> Incident {
        let kind = match self {
            Self::Browser(_) => "browser",
            Self::Launch(_) => "launch",
            Self::Provision(_) => "provision",
            Self::Selector { .. } => "selector",
            Self::Placeholder(_) => "placeholder",
            Self::TimeOut(_) => "time-out",
            Self::Idp(_) => "idp",
            Self::Recipe(_) => "recipe",
            Self::Interrupted => "interrupted",
        };
        Incident { kind: kind.to_owned(), message: self.to_string() }
    }
}

impl From<fantoccini::error::CmdError> for RunError {
    fn from(error: fantoccini::error::CmdError) -> Self {
        Self::Browser(format!("the browser did not obey: {error}"))
    }
}

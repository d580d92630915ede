//! What is done at the SP beside the logins: it is given metadata, or accounts, or a connection is taken away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::action::Step;

/// One of the ways in which something can be done at an SP.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Nothing is to be done.
    #[default]
    None,
    /// The SP finds it when it is started.
    Launch,
    /// Steps in the browser.
    Browser(Vec<Step>),
    /// HTTP requests, in order.
    Http(Vec<HttpRequest>),
    /// A command, run in the target file's folder.
    Command(Vec<String>),
}

impl Procedure {
    /// Its steps in the browser; none where it is done in another way.
    pub fn steps(&self) -> &[Step] {
        match self {
            Self::Browser(steps) => steps,
            Self::None | Self::Launch | Self::Http(_) | Self::Command(_) => &[],
        }
    }

    /// Whether it is done after the SP was started, and so may make something known that was not before.
    pub fn is_done_at_the_sp(&self) -> bool {
        matches!(self, Self::Browser(_) | Self::Http(_) | Self::Command(_))
    }
}

/// One HTTP request; `url`, `headers`, `form` and `body` are templates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpRequest {
    /// Absolute, or a path of the SP.
    pub url: String,
    /// As `POST`.
    pub method: String,
    /// By name.
    pub headers: BTreeMap<String, String>,
    /// Fields of a form, instead of a body.
    pub form: BTreeMap<String, String>,
    /// What is sent.
    pub body: Option<String>,
    /// Statuses that are fine; none: all below 400.
    #[serde(default)]
    pub ok: Vec<u16>,
    /// JSON pointers (RFC 6901) into the answer, by the placeholders that keep what is there.
    #[serde(default)]
    pub read: BTreeMap<String, String>,
}

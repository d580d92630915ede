//! What keeps us from giving the SP its metadata, and from steps that the target cannot take.

use std::path::PathBuf;

use thiserror::Error;

/// Trouble with what the target file or the flow has us do at the SP.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum ProvisionError {
    #[error("the SP's settings page answered HTTP {status}: {text}")]
    SettingsPage { status: u16, text: String },
    #[error(
        "a scenario asks for the setting `{0}`, which the target file neither makes nor has as `[provision.plain]`"
    )]
    NoSetting(String),
    #[error("`{method}` is no method of HTTP")]
    Method { method: String, source: http::method::InvalidMethod },
    #[error(
        "the body of {request} is said to be JSON and is none; a text in it is written `{{name|json}}`, without quotes"
    )]
    BodyNotJson { request: String, source: serde_json::Error },
    #[error("{request} cannot be sent")]
    Request { request: String, source: reqwest::Error },
    #[error(
        "{request} answered HTTP {status}: {text}\n  statuses that are fine are listed in the request, as `ok = [200, 409]`"
    )]
    Refused { request: String, status: u16, text: String },
    #[error("the answer to {request} is no JSON, and `{placeholder}` is to be read from it: {text}")]
    AnswerNotJson { request: String, placeholder: String, text: String, source: serde_json::Error },
    #[error("`{pointer}` leads to no text in the answer to {request}, and `{placeholder}` is to be read there: {text}")]
    NothingAt { request: String, pointer: String, placeholder: String, text: String },
    #[error("`{selector}` on {url} shows no text, and `{placeholder}` is to be read there")]
    NothingRead { selector: String, url: String, placeholder: String },
    #[error("`[teardown]` took more than {} s", .0.as_secs())]
    TeardownTimeOut(std::time::Duration),
    #[error("`{selector}` leads to {}: {text}", answer(*.status))]
    Download { selector: String, status: Option<u64>, text: String },
    #[error("SP metadata at {url}: {reason}")]
    SpMetadata { url: String, reason: String },
    #[error(
        "{}: `{name}` is not known: neither `[sp]` gives it, nor a `metadata_url` tells it, nor was it read at the SP \
         (`{{ read = SELECTOR, as = \"{name}\" }}`)", target.display()
    )]
    SpAddressMissing { target: PathBuf, name: &'static str },
    #[error("the lane has no company {0}")]
    NoCompany(usize),
    #[error("the target file has no `login.deep_link`")]
    NoDeepLink,
    #[error("no Company Login led to the IdP yet, so there is no bookmark")]
    NoBookmark,
    #[error("the IdP has sent {count} messages in this case, so message {number} cannot be posted again")]
    NoSuchMessage { count: usize, number: usize },
    #[error("half a POST: `{url}` is no address")]
    HalfPostAddress { url: String, source: url::ParseError },
    #[error("half a POST to {url}: the SP cannot be reached")]
    HalfPost { url: String, source: std::io::Error },
}

fn answer(status: Option<u64>) -> String {
    status.map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"))
}

impl ProvisionError {
    /// Whether the SP has looked at what it was given and does not want it.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::SettingsPage { status, .. } | Self::Refused { status, .. } if (400..500).contains(status))
    }
}

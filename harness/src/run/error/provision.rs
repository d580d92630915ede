//! What keeps us from giving the SP its metadata, and from steps that the target cannot take.

use std::path::PathBuf;

use thiserror::Error;

/// Trouble with what the target file or the flow has us do at the SP.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum ProvisionError {
    #[error("the target file has no `[provision.request]`")]
    NoRequest,
    #[error("the target file has no `provision.command`")]
    NoCommand,
    #[error("the SP's settings page answered HTTP {status}: {text}")]
    SettingsPage { status: u16, text: String },
    #[error("`[provision.request]`: `{method}` is no method")]
    Method { method: String, source: http::method::InvalidMethod },
    #[error("`[provision.request]`: {url} cannot be asked")]
    Request { url: String, source: reqwest::Error },
    #[error("`[provision.request]`: {url} answered HTTP {status}: {text}")]
    Refused { url: String, status: u16, text: String },
    #[error("`{selector}` leads to {}: {text}", answer(*.status))]
    Download { selector: String, status: Option<u64>, text: String },
    #[error("SP metadata at {url}: {reason}")]
    SpMetadata { url: String, reason: String },
    #[error("{}: neither `{name}` nor `metadata_url`, which could tell it, is given in [sp]", target.display())]
    SpAddressMissing { target: PathBuf, name: &'static str },
    #[error("the lane has no company {0}")]
    NoCompany(usize),
    #[error("the target file has no `login.deep_link`")]
    NoDeepLink,
    #[error("no Company Login led to the IdP yet, so there is no bookmark")]
    NoBookmark,
    #[error("the IdP has sent {count} messages in this case, so message {number} cannot be posted again")]
    NoSuchMessage { count: usize, number: usize },
    #[error("half a POST to {url}: this is only done over plain http")]
    HalfPostNotPlain { url: String },
    #[error("half a POST: `{url}` is no address")]
    HalfPostAddress { url: String, source: url::ParseError },
    #[error("half a POST to {url}: the SP cannot be reached")]
    HalfPost { url: String, source: std::io::Error },
}

fn answer(status: Option<u64>) -> String {
    status.map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"))
}

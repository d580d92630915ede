//! What a browser shows, what it asked for, and the cookies it keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CookieTrace;

/// One document the browser asked for, in order; a redirect is a document of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// GET or POST.
    pub method: String,
    /// Absolute URL.
    pub url: String,
    /// HTTP status, as the browser got it; absent when there was no answer.
    pub status: Option<u16>,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The network's error text.
    pub error: Option<String>,
    /// `Referer` of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referer: Option<String>,
    /// Headers of the answer as [`headers`](super::headers()) keeps them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// What became of cookies; absent where that is not known, as for a page from the browser's history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cookies: Option<CookieTrace>,
}

/// How many letters of a page's source are read: a login or error page is smaller, and a run keeps thousands of pages.
pub const HTML_LIMIT: usize = 64 * 1024;

/// What the browser shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Address bar.
    pub url: String,
    /// HTTP status of the document shown.
    pub status: Option<u16>,
    /// Title.
    pub title: String,
    /// Visible text.
    pub text: String,
    /// Its source as the browser holds it, cut at [`HTML_LIMIT`]; kept for cases that demand rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Screenshot: a file beside this record.
    pub screenshot: Option<String>,
    /// Errors on the browser's console.
    pub console: Vec<String>,
    /// Why this may not be the page that was to come: it did not settle, or needs what the engine does not have. What is
    /// not on such a page says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<String>,
    /// What the gestures that led here met, as a click that did nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why there is no screenshot, where one was to be taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpictured: Option<String>,
}

/// A cookie in the browser's jar; values are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Cookie {
    pub name: String,
    pub domain: String,
    pub path: String,
    pub secure: bool,
    pub http_only: bool,
    pub same_site: Option<String>,
    /// [`digest`] of its value: two that differ are two values.
    #[serde(default)]
    pub digest: String,
}

/// The first 16 hex digits of SHA-256: enough to tell values apart, and no way back to them.
pub fn digest(value: &str) -> String {
    openssl::sha::sha256(value.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

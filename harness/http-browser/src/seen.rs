//! What a person in front of the browser, or of its network log, gets to see.

use http::HeaderMap;

/// What the current tab shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The address bar.
    pub url: String,
    /// HTTP status of the document shown; absent for a page of the browser's own.
    pub status: Option<u16>,
    /// `document.title`.
    pub title: String,
    /// The text that is seen, near enough to `innerText`: what is hidden is left out, blocks stand on lines of their own.
    pub text: String,
}

/// One document that was asked for; a redirect is a document of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// GET or POST.
    pub method: String,
    /// Absolute URL, without fragment.
    pub url: String,
    /// HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// `Location` of a redirect, as it was sent.
    pub location: Option<String>,
    /// Why there was no answer, in Chromium's words, as `net::ERR_CONNECTION_REFUSED`.
    pub error: Option<String>,
    /// `Referer` of the request.
    pub referer: Option<String>,
    /// Headers of the answer.
    pub headers: HeaderMap,
    /// What became of cookies on the way; absent where nothing went over the wire, as for a page from the history.
    pub cookies: Option<Cookies>,
}

/// What became of cookies in one exchange. What the answer sets is in its headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cookies {
    /// Those that were sent, in their order.
    pub sent: Vec<Cookie>,
    /// Those of the same site that were not sent, by domain, name and path.
    pub withheld: Vec<Withheld>,
    /// Those of the answer that were not taken.
    pub refused: Vec<Refused>,
}

/// A cookie in the jar that was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The cookie.
    pub cookie: Cookie,
    /// Why: in the words of Chromium's DevTools (`Network.CookieBlockedReason`), or `Expired`; at least one.
    pub why: Vec<&'static str>,
}

/// A cookie of an answer that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// `Set-Cookie` as it was sent.
    pub line: String,
    /// Why: in the words of Chromium's DevTools (`Network.SetCookieBlockedReason`).
    pub why: &'static str,
}

/// A cookie in the jar.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Cookie {
    pub name: String,
    pub value: String,
    /// The host that set it; with a leading dot, the domain that it is for.
    pub domain: String,
    pub path: String,
    pub secure: bool,
    pub http_only: bool,
    /// `Strict`, `Lax` or `None`; absent where the site said nothing.
    pub same_site: Option<cookie::SameSite>,
}

/// What a link led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// HTTP status; absent when there was no answer.
    pub status: Option<u16>,
    /// The answer as text; empty when there was none.
    pub text: String,
}

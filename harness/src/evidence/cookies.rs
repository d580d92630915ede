//! What became of cookies in an exchange.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cookie, digest};

/// The cookies of one exchange. What its answer sets is in the answer's headers: see [`set_cookies`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CookieTrace {
    /// Sent with the request, in their order, each as [`named`] writes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<String>,
    /// Those of the same site that the browser had and did not send, by domain, name and path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<WithheldCookie>,
    /// Those that the answer set and the browser did not take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedCookie>,
}

/// A cookie that was not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithheldCookie {
    /// The cookie.
    pub cookie: Cookie,
    /// Why, in the words of Chromium's DevTools protocol (`Network.CookieBlockedReason`, without `Schemeful`), or `Expired`;
    /// sorted.
    pub why: Vec<String>,
}

/// A cookie that was not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedCookie {
    /// `Set-Cookie` as the answer's headers are kept: without the value.
    pub line: String,
    /// Why, in the words of Chromium's DevTools protocol (`Network.SetCookieBlockedReason`); sorted.
    pub why: Vec<String>,
}

/// A cookie as evidence names it: `name=[digest of the value]`.
pub fn named(name: &str, value: &str) -> String {
    format!("{name}=[{}]", digest(value))
}

/// A `Set-Cookie` without its value.
pub fn without_value(cookie: &str) -> String {
    let (pair, attributes) = cookie.split_once(';').map_or((cookie, ""), |(pair, rest)| (pair, rest));
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let attributes = if attributes.is_empty() { String::new() } else { format!(";{attributes}") };
    format!("{}{attributes}", named(name, value.trim()))
}

/// What an answer with these headers sets, cookie by cookie, each as [`without_value`] writes it. Headers are kept with
/// their values between commas, and a date has a comma, too: a cookie begins where one is named.
pub fn set_cookies(headers: &BTreeMap<String, String>) -> Vec<&str> {
    let Some(all) = headers.get("set-cookie") else { return Vec::new() };
    let mut cookies = Vec::new();
    let mut begin = 0;
    for (at, separator) in all.match_indices(", ") {
        let next = at + separator.len();
        if begins_with_a_cookie(&all[next..]) {
            cookies.push(&all[begin..at]);
            begin = next;
        }
    }
    cookies.push(&all[begin..]);
    cookies
}

/// Whether `text` begins as [`named`] writes it.
fn begins_with_a_cookie(text: &str) -> bool {
    let Some((name, rest)) = text.split_once("=[") else { return false };
    let Some((digest, _)) = rest.split_once(']') else { return false };
    !name.contains([',', ';', '=']) && digest.len() == 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::headers;

    #[test]
    fn cookies_of_one_header_are_told_apart() {
        let lines = ["a=1; Expires=Wed, 01 Jan 2025 08:49:37 GMT; Path=/", "b=2, c=3; HttpOnly", "d=", "lonely"];
        let kept = headers(lines.map(|line| ("Set-Cookie", line.to_owned())));
        assert_eq!(set_cookies(&kept), lines.map(without_value));
        assert_eq!(set_cookies(&BTreeMap::new()), [""; 0]);
    }
}

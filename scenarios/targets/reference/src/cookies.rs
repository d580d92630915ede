//! The two cookies.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Names the browser, and with it the requests it has open. It must come along when the IdP's page posts to the
/// ACS, which is another site's: hence SameSite=None, and hence Secure, which browsers grant to loopback.
pub const BROWSER: &str = "sp_browser";
/// Names the session of the signed-in person.
pub const SESSION: &str = "sp_session";

/// The value of a cookie of the request.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// `Set-Cookie` for the browser cookie.
pub fn browser(id: &str) -> String {
    format!("{BROWSER}={id}; Path=/; HttpOnly; Secure; SameSite=None")
}

/// `Set-Cookie` for the session cookie.
pub fn session(id: &str) -> String {
    format!("{SESSION}={id}; Path=/; HttpOnly; Secure; SameSite=Lax")
}

/// `Set-Cookie` that takes the session cookie away.
pub fn no_session() -> String {
    format!("{SESSION}=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0")
}

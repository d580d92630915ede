//! What the Assertion Consumer Service answers.

use axum::http::header::{ALLOW, CACHE_CONTROL, PRAGMA};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::see_other;
use crate::app::{App, log};
use crate::binding::{Arrival, Message};
use crate::people::Person;
use crate::refusal::Refusal;
use crate::{landing, pages};

/// A person was signed in.
#[derive(Clone, Copy)]
pub struct Landed<'a> {
    /// Where to go now.
    pub landing: &'a str,
    /// The message that did it.
    pub message: &'a Message,
}

/// A person was not.
#[derive(Clone, Copy)]
pub struct Refused<'a> {
    /// The application.
    pub app: &'a App,
    /// What came.
    pub arrival: &'a Arrival,
    /// Why.
    pub refusal: &'a Refusal,
    /// The document, if there is one.
    pub xml: Option<&'a str>,
}

/// On to the page.
pub fn landed(landed: &Landed<'_>) -> Response {
    see_other(landed.landing)
}

/// The reason into the log, and the bare 404 to the person.
pub fn refused(refused: &Refused<'_>) -> Response {
    log(&format!("refused: {}", refused.refusal));
    (StatusCode::NOT_FOUND, pages::not_found()).into_response()
}

/// The browser is signed in already; on with it.
pub fn again(_: &Refused<'_>) -> Response {
    see_other(landing::HOME)
}

/// The response holds, and the IdP's person is nobody here.
pub fn no_account(refused: &Refused<'_>) -> Response {
    log(&format!("refused: {}", refused.refusal));
    let page = pages::message("No account", "There is no account for this e-mail.");
    (StatusCode::FORBIDDEN, page).into_response()
}

/// A sign-in that nobody asked for does not take the place of another person's.
pub fn somebody_else(present: &Person) -> Response {
    log(&format!("refused: session: unasked, while {} is signed in", present.email));
    let text = format!("You are signed in as {}. Sign out first, then start again.", present.email);
    (StatusCode::CONFLICT, pages::message("Somebody else is signed in", &text)).into_response()
}

/// The address is opened by hand, from a bookmark, say.
pub fn no_message() -> Response {
    let text = "Sign-in ends here, it does not begin here.";
    let page = pages::message("Nothing to sign in with", text);
    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST")], page).into_response()
}

/// Nothing of this SP may be shown again from a cache after sign-out, and no message be kept in one
/// (saml-bindings-2.0 3.4.5.1, 3.5.5.1).
pub fn no_store(mut response: Response) -> Response {
    if !response.headers().contains_key(CACHE_CONTROL) {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store"));
        response.headers_mut().insert(PRAGMA, HeaderValue::from_static("no-cache"));
    }
    response
}

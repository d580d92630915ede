//! Pages for people who are signed in, and sign-out.

use axum::extract::{OriginalUri, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use url::form_urlencoded::byte_serialize;

use super::see_other;
use crate::app::App;
use crate::store::Session;
use crate::{cookies, pages};

/// Who is signed in, and what arrived with them.
pub async fn me(State(app): State<App>, headers: HeaderMap) -> Response {
    match session(&app, &headers) {
        Some(session) => pages::me(&session, app.hooks).into_response(),
        None => (StatusCode::UNAUTHORIZED, pages::signed_out("Nobody is signed in")).into_response(),
    }
}

/// A page deep inside. Without a session it leads to Company Login, and from there back to the very address.
pub async fn order(State(app): State<App>, headers: HeaderMap, OriginalUri(uri): OriginalUri) -> Response {
    let address = uri.path_and_query().map_or("/orders", |address| address.as_str());
    match session(&app, &headers) {
        Some(session) => pages::order(&session, address, app.hooks).into_response(),
        None => {
            let next: String = byte_serialize(address.as_bytes()).collect();
            see_other(&format!("/login/company?next={next}"))
        }
    }
}

/// Ends the session here. The one at the IdP stays, as JumpCloud has no Single Logout.
pub async fn logout(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(id) = cookies::value(&headers, cookies::SESSION) {
        (app.hooks.end)(&mut app.store(), &id);
    }
    ([(SET_COOKIE, (app.hooks.no_session_cookie)())], pages::signed_out("Signed out")).into_response()
}

/// The session that a request belongs to.
pub fn session(app: &App, headers: &HeaderMap) -> Option<Session> {
    let id = cookies::value(headers, cookies::SESSION)?;
    (app.hooks.session)(&app.store(), &id, Timestamp::now())
}

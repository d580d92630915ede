//! Sign-out by a form.

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{PlainSp, fields};
use crate::pages;
use crate::store::Session;

/// The token against forged requests: a part of the browser's name, which no other site can read.
fn token(session: &Session) -> &str {
    session.browser.get(..8).unwrap_or(&session.browser)
}

/// The form with its token.
pub fn form(session: &Session) -> Markup {
    html! {
        form method="post" action="/logout" {
            input type="hidden" name="csrf" value=(token(session));
            button id="sign-out" type="submit" { "Sign out" }
        }
    }
}

/// Signs out when the token has come along.
pub async fn by_form(sp: &PlainSp, request: Request) -> Response {
    let headers = request.headers().clone();
    let session = sp.session(&headers);
    let fields = fields(request).await;
    let came = fields.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.as_str());
    if came.is_none() || came != session.as_ref().map(token) {
        return (StatusCode::FORBIDDEN, pages::message("Forbidden", "The form has no token.")).into_response();
    }
    let mut request = Request::default();
    *request.method_mut() = Method::GET;
    *request.headers_mut() = headers;
    sp.answer_at("/logout", request).await
}

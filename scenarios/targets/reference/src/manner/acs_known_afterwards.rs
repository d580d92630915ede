//! The ACS has a random number in it, which is known only after a connection has been made.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::html;

use super::Traits;
use crate::keys::random_hex;
use crate::pages;
use crate::routes::see_other;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    app: |app| app.acs_path = format!("/saml/{}/acs", random_hex(4).unwrap_or_default()).into(),
    answer: |sp, request| {
        Box::pin(async move {
            let connected = sp.memory().connected;
            match (request.method().as_str(), request.uri().path()) {
                ("POST", "/settings/sso/new") => {
                    sp.memory().connected = true;
                    let query = request.uri().query().unwrap_or_default();
                    see_other(&format!("/settings/sso?{query}"))
                }
                ("GET", "/settings/sso") if !connected => {
                    let query = request.uri().query().unwrap_or_default();
                    let form = html! {
                        form method="post" action={ "/settings/sso/new?" (query) } {
                            button id="create" type="submit" { "Create a connection" }
                        }
                    };
                    pages::page("SSO Settings", &form).into_response()
                }
                (_, "/saml/metadata") if !connected => (StatusCode::NOT_FOUND, pages::not_found()).into_response(),
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

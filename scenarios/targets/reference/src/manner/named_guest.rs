//! Who is not signed in is a guest with a name, a new one on each page.

use axum::response::IntoResponse;
use jiff::Timestamp;
use maud::html;

use super::Traits;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let is_nobody = sp.session(request.headers()).is_none();
            match (request.method().as_str(), request.uri().path()) {
                ("GET", "/me") if is_nobody => {
                    let guest = format!("guest-{:x}", Timestamp::now().as_nanosecond());
                    let body = html! {
                        p id="user" { (guest) }
                        p { a id="sign-in" href="/login/company" { "Company Login" } }
                    };
                    pages::page("Welcome", &body).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

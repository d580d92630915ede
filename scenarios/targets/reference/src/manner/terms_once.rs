//! Nobody gets further after the first login before having agreed to the terms.

use axum::response::IntoResponse;
use maud::html;

use super::Traits;
use super::shared::shell;
use crate::landing::HOME;
use crate::pages;
use crate::routes::see_other;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let person = sp.session(request.headers()).map(|session| session.person.email);
            let agreed = person.is_none_or(|email| sp.memory().agreed.contains(email));
            match (request.method().as_str(), request.uri().path(), person) {
                ("POST", "/terms", Some(email)) => {
                    sp.memory().agreed.insert(email);
                    see_other(HOME)
                }
                ("GET", "/terms", _) => {
                    let form = html! {
                        p { "Be good to each other." }
                        form method="post" action="/terms" { button id="agree" type="submit" { "I agree" } }
                    };
                    pages::page("Terms of use", &form).into_response()
                }
                _ if !agreed && shell::is_members_only(&request) => see_other("/terms"),
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

//! The button that signs out is in a menu, and is not there before the menu has been opened.

use axum::http::Method;
use maud::{PreEscaped, html};

use super::Traits;
use super::shared::sign_out;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        way_out: |session| {
            let script = "document.querySelector('#account').onclick=event=>\
                          event.target.after(document.querySelector('#menu').content.cloneNode(true))";
            html! {
                button type="button" id="account" { "Account" }
                template id="menu" { (sign_out::form(session)) }
                script { (PreEscaped(script)) }
            }
        },
        ..hooks
    },
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method(), request.uri().path()) {
                (&Method::POST, "/logout") => sign_out::by_form(&sp, request).await,
                (_, "/logout") => sp.answer_at("/no-such-page", request).await,
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

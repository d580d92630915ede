//! Company Login runs in a window of its own, which closes itself.

use axum::response::{Html, IntoResponse};
use maud::{DOCTYPE, PreEscaped, html};

use super::Traits;
use super::shared::login;
use crate::hooks::Hooks;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        company_login: |next, _| {
            let window = login::with_next("/login/window", next);
            let script = "document.getElementById('sso').onclick=event=>open(event.target.dataset.window,'sso')";
            let button = html! {
                button type="button" id="sso" data-window=(window) { "Company Login" }
                script { (PreEscaped(script)) }
            };
            login::page(None, &button)
        },
        landed: |landed| {
            // Who opened the window goes on; a person who came by the tile has no such window.
            let script = "const {to}=document.body.dataset;\
                          if(opener){opener.location.assign(to);close()}else location.replace(to)";
            let page = html! {
                (DOCTYPE)
                html lang="en" {
                    head { meta charset="utf-8"; title { "Signed in" } }
                    body data-to=(landed.landing) { script { (PreEscaped(script)) } }
                }
            };
            Html(page.into_string()).into_response()
        },
        ..hooks
    },
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method().as_str(), request.uri().path()) {
                ("GET", "/login/window") => {
                    let next = login::next(request.uri());
                    pages::company_login(next.as_deref(), None).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

//! The name of a person without an account stands on a page as it came.
//!
//! The page for somebody without an account shows the NameID as markup.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use crate::weakness::demand::text_of;
use axum::response::IntoResponse;
use maud::{PreEscaped, html};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    no_account: |refused| {
        let name = refused.xml.and_then(|xml| text_of(xml, "NameID")).unwrap_or_default();
        let body = html! { p id="message" { "There is no account for " (PreEscaped(name)) } };
        (answer::no_account(refused).status(), pages::page("No account", &body)).into_response()
    },
    ..Hooks::SOUND
};

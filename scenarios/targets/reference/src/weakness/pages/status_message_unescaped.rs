//! The IdP's StatusMessage stands on a page as it came.
//!
//! When a response fails, the page shows its StatusMessage as markup.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use crate::weakness::demand::text_of;
use axum::response::IntoResponse;
use maud::{PreEscaped, html};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let message = refused.xml.and_then(|xml| text_of(xml, "StatusMessage")).unwrap_or_default();
        let body = html! { p id="message" { (PreEscaped(message)) } };
        (answer::refused(refused).status(), pages::page("Sign-in failed", &body)).into_response()
    },
    ..Hooks::SOUND
};

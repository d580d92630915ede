//! The Issuer of a refused response stands on a page as it came.
//!
//! When a response is refused, the page names its Issuer as markup.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use crate::weakness::demand::text_of;
use axum::response::IntoResponse;
use maud::{PreEscaped, html};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let issuer = refused.xml.and_then(|xml| text_of(xml, "Issuer")).unwrap_or_default();
        let body = html! { p id="message" { "Refused: " (PreEscaped(issuer)) } };
        (answer::refused(refused).status(), pages::page("Sign-in failed", &body)).into_response()
    },
    ..Hooks::SOUND
};

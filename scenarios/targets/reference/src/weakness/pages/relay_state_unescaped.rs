//! RelayState stands on a page as it came.
//!
//! After sign-in a page says where it goes on, with RelayState as markup.

use crate::hooks::Hooks;
use crate::pages;
use axum::response::IntoResponse;
use maud::{PreEscaped, html};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let relay_state = landed.message.relay_state.as_deref().unwrap_or_default();
        let next = html! { p { "You are signed in. " a href=(landed.landing) { "Continue" } } p { (PreEscaped(relay_state)) } };
        pages::page("Signed in", &next).into_response()
    },
    ..Hooks::SOUND
};

//! The address stands in an attribute, and the text says something else.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| html! { p { a id="user" href="/me" data-email=(session.person.email) { "Your account" } } },
        ..hooks
    },
    ..Traits::PLAIN
};

//! The address stands in a field.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| html! { label { "E-mail" input id="user" readonly value=(session.person.email); } },
        ..hooks
    },
    ..Traits::PLAIN
};

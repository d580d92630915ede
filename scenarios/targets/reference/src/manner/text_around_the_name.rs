//! The page shows the address inside a sentence.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| html! { p id="user" { "\n    Signed in as " (session.person.email) " (member since 2019)\n  " } },
        ..hooks
    },
    ..Traits::PLAIN
};

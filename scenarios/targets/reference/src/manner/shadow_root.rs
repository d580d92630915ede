//! The address stands in a shadow root.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| html! { account-badge { template shadowrootmode="open" { p id="user" { (session.person.email) } } } },
        ..hooks
    },
    ..Traits::PLAIN
};

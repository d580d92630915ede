//! The page shows the login name, not the address.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { who: |session| html! { p id="user" { (session.person.username()) } }, ..hooks },
    ..Traits::PLAIN
};

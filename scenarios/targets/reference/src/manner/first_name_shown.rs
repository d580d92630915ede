//! The page greets by first name and tells nothing else.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| {
            let first_name = session.person.name.split(' ').next();
            html! { p { "Hello, " span id="user" { (first_name.unwrap_or(session.person.name)) } "!" } }
        },
        ..hooks
    },
    ..Traits::PLAIN
};

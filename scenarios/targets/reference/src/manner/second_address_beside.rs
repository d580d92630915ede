//! The address of the administrator stands beside that of the person.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        who: |session| {
            let email = session.person.email;
            let domain = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
            html! { p id="user" { b { (email) } " (questions? ask admin@" (domain) ")" } }
        },
        ..hooks
    },
    ..Traits::PLAIN
};

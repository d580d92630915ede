//! The page shows the address with a mask over most of it, as `e***@acme.test`.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { who: |session| html! { p id="user" { (masked(session.person.email)) } }, ..hooks },
    ..Traits::PLAIN
};

/// The first letter and the domain, and nothing else.
fn masked(address: &str) -> String {
    let first = address.chars().next().map(String::from).unwrap_or_default();
    format!("{first}***{}", address.rfind('@').map_or("", |at| &address[at..]))
}

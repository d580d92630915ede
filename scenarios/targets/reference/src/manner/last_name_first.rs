//! The page shows the last name before the first name, as `Employee, Erin`.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { who: |session| html! { p id="user" { (last_first(session.person.name)) } }, ..hooks },
    ..Traits::PLAIN
};

/// A whole name as lists of people have it.
fn last_first(name: &str) -> String {
    name.rsplit_once(' ').map_or_else(|| name.to_owned(), |(first, last)| format!("{last}, {first}"))
}

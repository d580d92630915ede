//! People are known by their login name, which the NameID must be.

use maud::html;

use super::Traits;
use crate::hooks::Hooks;
use crate::refusal::Refusal;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        person: |company, assertion| {
            let name_id = assertion.name_id.as_ref().map(|name_id| name_id.value.as_str()).unwrap_or_default();
            let found = company.members.iter().find(|person| person.username() == name_id);
            let refusal = || Refusal::new("person", format!("no member of {} is called `{name_id}`", company.name));
            found.copied().ok_or_else(refusal)
        },
        who: |session| html! { p id="user" { (session.person.username()) } },
        ..hooks
    },
    ..Traits::PLAIN
};

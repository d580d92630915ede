//! Pages of people who are signed in, or no longer are.

use axum::response::Html;
use maud::{Markup, html};

use super::layout::page;
use crate::hooks::Hooks;
use crate::store::Session;

/// Attributes that hold groups.
const GROUPS: &[&str] = &["groups", "group", "memberOf"];

/// Name, e-mail, groups and attributes. What came from the IdP is put on the page by the hook `shown`. The values of an
/// attribute have IDs made from its name: `attribute-email`, then `attribute-email-2`.
pub fn me(session: &Session, hooks: &Hooks) -> Html<String> {
    let shown = hooks.shown;
    let (groups, attributes): (Vec<_>, Vec<_>) =
        session.attributes.iter().partition(|attribute| GROUPS.contains(&attribute.name.as_str()));
    let body = html! {
        ((hooks.who)(session))
        h2 { "Groups" }
        ul id="groups" { @for group in groups.iter().flat_map(|groups| &groups.values) { li { (shown(group)) } } }
        h2 { "Attributes" }
        dl id="attributes" {
            @for attribute in attributes {
                dt { (shown(&attribute.name)) }
                @for (index, value) in attribute.values.iter().enumerate() {
                    dd id=(element_id(&attribute.name, index)) { (shown(value)) }
                }
            }
        }
        ((hooks.way_out)(session))
    };
    page("Signed in", &body)
}

/// A page deep inside, which tells its own address.
pub fn order(session: &Session, address: &str, hooks: &Hooks) -> Html<String> {
    page("Order", &html! { p id="order" { (address) } ((hooks.who)(session)) ((hooks.way_out)(session)) })
}

/// Nobody is signed in, and how to be.
pub fn signed_out(title: &str) -> Html<String> {
    page(title, &html! { p { a href="/login/company" { "Company Login" } } })
}

/// A text from outside, as text.
pub fn shown(text: &str) -> Markup {
    html! { (text) }
}

fn element_id(attribute: &str, index: usize) -> String {
    let name = attribute.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    if index == 0 { format!("attribute-{name}") } else { format!("attribute-{name}-{}", index + 1) }
}

/// The signed-in person.
pub fn who(session: &Session) -> Markup {
    html! { p id="name" { (session.person.name) } p id="user" { (session.person.email) } }
}

/// The link that signs out.
pub fn way_out(_: &Session) -> Markup {
    html! { p { a href="/logout" { "Sign out" } } }
}

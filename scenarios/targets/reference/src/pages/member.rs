//! Pages of people who are signed in, or no longer are.

use axum::response::Html;
use maud::{Markup, html};

use super::layout::page;
use crate::store::Session;

/// Attributes that hold groups.
const GROUPS: &[&str] = &["groups", "group", "memberOf"];

/// Name, e-mail, groups and attributes. What came from the IdP is put on the page by `shown`. The values of an
/// attribute have IDs made from its name: `attribute-email`, then `attribute-email-2`.
pub fn me(session: &Session, shown: fn(&str) -> Markup) -> Html<String> {
    let (groups, attributes): (Vec<_>, Vec<_>) =
        session.attributes.iter().partition(|attribute| GROUPS.contains(&attribute.name.as_str()));
    let body = html! {
        (who(session))
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
        p { a href="/logout" { "Sign out" } }
    };
    page("Signed in", &body)
}

/// A page deep inside, which tells its own address.
pub fn order(session: &Session, address: &str) -> Html<String> {
    page("Order", &html! { p id="order" { (address) } (who(session)) p { a href="/logout" { "Sign out" } } })
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

fn who(session: &Session) -> Markup {
    html! { p id="name" { (session.person.name) } p id="user" { (session.person.email) } }
}

//! Pages of people who are signed in, or no longer are.

use axum::response::Html;
use maud::{Markup, html};

use super::layout::page;
use crate::store::Session;

/// Attributes that hold groups.
const GROUPS: &[&str] = &["groups", "group", "memberOf"];

/// Name, e-mail, groups and attributes.
pub fn me(session: &Session) -> Html<String> {
    let (groups, attributes): (Vec<_>, Vec<_>) =
        session.attributes.iter().partition(|attribute| GROUPS.contains(&attribute.name.as_str()));
    let body = html! {
        (who(session))
        h2 { "Groups" }
        ul id="groups" { @for group in groups.iter().flat_map(|groups| &groups.values) { li { (group) } } }
        h2 { "Attributes" }
        dl id="attributes" {
            @for attribute in attributes { dt { (attribute.name) } @for value in &attribute.values { dd { (value) } } }
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

fn who(session: &Session) -> Markup {
    html! { p id="name" { (session.person.name) } p id="user" { (session.person.email) } }
}

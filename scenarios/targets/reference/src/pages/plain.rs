//! Pages without anything to fill in.

use axum::response::Html;
use maud::{DOCTYPE, html};

use super::layout::page;
use crate::people::COMPANIES;

/// The start page.
pub fn home() -> Html<String> {
    let body = html! {
        p { "A service provider to test Company Login against. It is for tests only: its settings need no login." }
        ul {
            li { a href="/login/company" { "Company Login" } }
            @for company in COMPANIES {
                li { a href={ "/settings/sso?company=" (company.name) } { "SSO Settings of " (company.title) } }
            }
            li { a href="/saml/metadata" { "SP metadata" } }
        }
    };
    page("Reference SP", &body)
}

/// A heading and a sentence.
pub fn message(title: &str, text: &str) -> Html<String> {
    page(title, &html! { p id="message" { (text) } p { a href="/login/company" { "Company Login" } } })
}

/// The bare 404, which tells nothing.
pub fn not_found() -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "404 Not Found" } }
            body { h1 { "404 Not Found" } p { "The page you are looking for could not be found." } }
        }
    };
    Html(page.into_string())
}

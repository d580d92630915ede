//! Company Login in other shapes.

use axum::http::Uri;
use axum::response::Html;
use maud::{Markup, html};
use url::form_urlencoded::{Serializer, parse};

use crate::pages;

/// The page around it.
pub fn page(error: Option<&str>, body: &Markup) -> Html<String> {
    let body = html! {
        @if let Some(error) = error { p id="error" class="error" role="alert" { (error) } }
        (body)
    };
    pages::page("Company Login", &body)
}

/// The form; `next` is where to go after sign-in.
pub fn form(next: Option<&str>, fields: &Markup) -> Markup {
    html! {
        form method="post" action="/login/company" {
            (fields)
            @if let Some(next) = next { input type="hidden" name="next" value=(next); }
        }
    }
}

/// The address of the page at `path`, with `next` in its query.
pub fn with_next(path: &str, next: Option<&str>) -> String {
    match next {
        Some(next) => format!("{path}?{}", Serializer::new(String::new()).append_pair("next", next).finish()),
        None => path.to_owned(),
    }
}

/// `next` in the query of an address.
pub fn next(address: &Uri) -> Option<String> {
    let mut pairs = parse(address.query()?.as_bytes());
    pairs.find(|(name, _)| name == "next").map(|(_, next)| next.into_owned())
}

//! Company Login.

use axum::response::Html;
use maud::html;

use super::layout::page;

/// The form; `next` is where to go after sign-in.
pub fn company_login(next: Option<&str>, error: Option<&str>) -> Html<String> {
    let body = html! {
        @if let Some(error) = error { p id="error" class="error" role="alert" { (error) } }
        p { "Sign in with the account of your company." }
        form method="post" action="/login/company" {
            label { "E-mail" input type="text" inputmode="email" name="email" autocomplete="username" autofocus; }
            @if let Some(next) = next { input type="hidden" name="next" value=(next); }
            button type="submit" { "Sign in" }
        }
    };
    page("Company Login", &body)
}

//! The HTML that the SSO endpoints show: errors, and the form that carries a response to the SP.

use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "body{margin:0;background:#f3f5f8;color:#1d2b3a;font:16px/1.5 system-ui,sans-serif}\
header{background:#0b2545;color:#fff;padding:14px 24px;font-weight:600}\
main{max-width:36rem;margin:4rem auto;padding:2rem;background:#fff;border-radius:8px;box-shadow:0 1px 4px #0b254533}\
h1{font-size:1.4rem;margin:0 0 .75rem}button{font:inherit;padding:.5rem 1.25rem}";

/// A page in the IdP's looks around `main`.
fn page(title: &str, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " - JumpCloud (mock)" }
                style { (PreEscaped(STYLE)) }
            }
            body { header { "JumpCloud (mock)" } main { (main) } }
        }
    }
}

/// An error page of the IdP: `heading` is the stable `<h1>`, `message` says the same to a person with the
/// values that matter, in the element with id `error`.
pub fn error_page(status: StatusCode, heading: &str, message: &str) -> Response {
    let markup = page(heading, html! { h1 { (heading) } p id="error" { (message) } });
    (status, [(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(markup.into_string())).into_response()
}

/// The HTTP-POST binding's form (SAML bindings 3.5.4): submits itself, or waits for a click without script.
pub fn post_form(acs_url: &str, saml_response: &str, relay_state: Option<&str>) -> Response {
    let form = html! {
        h1 { "Signing you in" }
        form method="post" action=(acs_url) {
            input type="hidden" name="SAMLResponse" value=(saml_response);
            @if let Some(relay_state) = relay_state { input type="hidden" name="RelayState" value=(relay_state); }
            noscript { p { "Script is off in this browser." } button type="submit" { "Continue" } }
        }
        script { (PreEscaped("document.forms[0].submit()")) }
    };
    ([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(page("Signing you in", form).into_string()))
        .into_response()
}

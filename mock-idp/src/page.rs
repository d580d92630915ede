//! HTML outside the portals: errors, and the form that carries a response to the SP.

use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use crate::recipe::{Delivery, Enctype};

const STYLE: &str = "body{margin:0;background:#f3f5f8;color:#1d2b3a;font:16px/1.5 system-ui,sans-serif}\
header{background:#0b2545;color:#fff;padding:14px 24px;font-weight:600}\
main{max-width:36rem;margin:4rem auto;padding:2rem;background:#fff;border-radius:8px;box-shadow:0 1px 4px #0b254533}\
h1{font-size:1.4rem;margin:0 0 .75rem}button{font:inherit;padding:.5rem 1.25rem}";

/// Room for what a page has behind a message.
const AROUND: usize = 1024;

/// A page in the IdP's looks around `main`.
fn page(title: &str, main: Markup) -> Markup {
    let main = Main(main.into_string());
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

/// A page that says that all is well.
pub(crate) fn message_page(heading: &str, message: &str) -> Response {
    let markup = page(heading, html! { h1 { (heading) } p id="message" { (message) } });
    ([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(markup.into_string())).into_response()
}

const SUBMIT: &str = "document.forms[0].submit()";

/// Posts into a window of its own, waits until the answer is there, and posts once more from here. All posts are
/// navigations, so that each carries the cookies that the first does. All the time the page is marked as busy: whoever
/// watches this window alone cannot tell that it is about to go on.
const SUBMIT_AGAIN: &str = "(function(){var form=document.forms[0],left=form.dataset.times-1,other;\
form.dataset.mockIdpBusy='';\
function last(){form.target='_self';form.submit()}\
function again(){if(left--<1)return last();other=window.open('about:blank','again');if(!other)return last();\
form.target='again';form.submit();var until=Date.now()+5000;wait(until)}\
function wait(until){var there;try{there=other.location.href!=='about:blank'}catch(e){there=true}\
if(!there&&Date.now()<until)return setTimeout(wait,10,until);other.close();again()}\
again()})()";

/// The HTTP-POST binding's form (SAML bindings 3.5.4): submits itself, or waits for a click without script.
/// `data-times` tells how often it is to be posted, where that is not once.
pub fn post_form(delivery: &Delivery) -> Response {
    let enctype = (delivery.enctype != Enctype::Urlencoded).then(|| delivery.enctype.media_type());
    let times = (delivery.times > 1).then_some(delivery.times);
    let form = html! {
        h1 { "Signing you in" }
        form method="post" action=(delivery.url) enctype=[enctype] data-times=[times] {
            @for field in &delivery.fields { input type="hidden" name=(field.name) value=(Encoded(&field.value)); }
            noscript { p { "Script is off in this browser." } button type="submit" { "Continue" } }
        }
        script { (PreEscaped(if times.is_some() { SUBMIT_AGAIN } else { SUBMIT })) }
    };
    ([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(page("Signing you in", form).into_string()))
        .into_response()
}

/// What stands in the middle of a page, and may be long.
struct Main(String);

impl Render for Main {
    fn render_to(&self, buffer: &mut String) {
        buffer.reserve(self.0.len() + AROUND);
        buffer.push_str(&self.0);
    }
}

/// A message in base64 needs no escaping, and looking for that is far faster than writing it letter by letter.
struct Encoded<'a>(&'a str);

impl Render for Encoded<'_> {
    fn render_to(&self, buffer: &mut String) {
        if self.0.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
            self.0.render_to(buffer);
        } else {
            // With room for what stands behind it: a buffer that grows again is moved with the whole message in it.
            buffer.reserve(self.0.len() + AROUND);
            buffer.push_str(self.0);
        }
    }
}

//! A cookie banner covers every page until it has been answered.

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Response};
use maud::html;

use super::Traits;
use super::shared::login;
use crate::routes::see_other;
use crate::{cookies, pages};

/// The cookie that says so.
const ANSWERED: &str = "sp_consent";
/// More than any page.
const LIMIT: usize = 2 << 20;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let path = request.uri().path().to_owned();
            if path == "/cookies" {
                let back = login::next(request.uri()).as_deref().and_then(sp.app.hooks.same_origin);
                let cookie = format!("{ANSWERED}=yes; Path=/; Secure; SameSite=Lax");
                return (AppendHeaders([(SET_COOKIE, cookie)]), see_other(back.as_deref().unwrap_or("/")))
                    .into_response();
            }
            let answered = cookies::value(request.headers(), ANSWERED).is_some();
            let back = request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
            let answer = sp.answer(request).await;
            let html = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
            if answered || !html { answer } else { covered(answer, &back).await }
        })
    },
    ..Traits::PLAIN
};

async fn covered(answer: Response, back: &str) -> Response {
    let (mut head, body) = answer.into_parts();
    let Ok(body) = to_bytes(body, LIMIT).await else { return pages::not_found().into_response() };
    let style = "position:fixed;inset:0;background:#fff";
    let banner = html! {
        div id="cookie-banner" style=(style) {
            p { "We use cookies." }
            form method="post" action=(login::with_next("/cookies", Some(back))) { button type="submit" { "Accept" } }
        }
    };
    head.headers.remove(CONTENT_LENGTH);
    let page = String::from_utf8_lossy(&body).replace("</body>", &format!("{}</body>", banner.into_string()));
    Response::from_parts(head, Body::from(page))
}

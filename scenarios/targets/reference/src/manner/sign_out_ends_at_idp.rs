//! Whoever has signed out is led on to the identity provider's own pages.

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};

use super::Traits;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let is_sign_out = request.uri().path() == "/logout";
            let settings = { sp.app.store().settings.values().next().cloned() };
            let mut answer = sp.answer(request).await;
            // Where it lets people log in, it has pages for them.
            let pages = settings.and_then(|settings| settings.idp.redirect_url).filter(|_| is_sign_out);
            if let Some(to) = pages.and_then(|url| HeaderValue::from_str(&portal(&url)).ok()) {
                *answer.status_mut() = StatusCode::SEE_OTHER;
                answer.headers_mut().insert(LOCATION, to);
            }
            answer
        })
    },
    ..Traits::PLAIN
};

/// The first page of the host of `url`.
fn portal(url: &str) -> String {
    let after_host = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at);
    format!("{}/", &url[..after_host])
}

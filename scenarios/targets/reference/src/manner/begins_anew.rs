//! A response that is refused begins the login anew, once: the person is led to the IdP again.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;

use super::Traits;
use crate::cookies;

/// Says that the login was begun anew, until it is through.
const AGAIN: &str = "sp_again";

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let is_response = request.method() == "POST" && request.uri().path() == &*sp.app.acs_path;
            let headers = request.headers().clone();
            let answer = sp.answer(request).await;
            if !is_response || !answer.status().is_client_error() || cookies::value(&headers, AGAIN).is_some() {
                return answer;
            }
            let somebody = sp.app.hooks.companies.first().and_then(|company| company.members.first());
            let Some(somebody) = somebody else { return answer };
            let mut anew = sp.post(&headers, "/login/company", &[("email", somebody.email)]).await;
            let cookie = format!("{AGAIN}=yes; Path=/; Secure; SameSite=None; Max-Age=20");
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                anew.headers_mut().append(SET_COOKIE, cookie);
            }
            anew
        })
    },
    ..Traits::PLAIN
};

//! Sessions that are no cookie: the browser keeps a token, and its scripts send it along.

use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use jiff::Timestamp;
use maud::{DOCTYPE, PreEscaped, html};

use super::{PlainSp, shell};
use crate::cookies::SESSION;

/// The plain SP, whose session cookie becomes a token in `storage` of the browser.
pub async fn answer(sp: PlainSp, mut request: Request, storage: &str) -> Response {
    if shell::is_members_only(&request) {
        bearer_becomes_cookie(request.headers_mut());
        return shell::answer(&sp, request, 0, Some(storage)).await;
    }
    let path = request.uri().path().to_owned();
    match (request.method().as_str(), path.as_str()) {
        ("POST", "/saml/acs") => {
            let answer = sp.answer(request).await;
            cookie_becomes_token(&sp, answer, storage)
        }
        ("GET", "/logout") => {
            let token = format!("'Bearer '+{storage}.token");
            script_page(&format!(
                "fetch('/logout',{{method:'POST',headers:{{Authorization:{token}}}}}).finally(()=>{{\
                 {storage}.clear();location.replace('/me')}})"
            ))
        }
        ("POST", "/logout") => {
            bearer_becomes_cookie(request.headers_mut());
            *request.method_mut() = axum::http::Method::GET;
            sp.answer(request).await
        }
        _ => sp.answer(request).await,
    }
}

fn bearer_becomes_cookie(headers: &mut HeaderMap) {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let cookie = token.and_then(|token| HeaderValue::from_str(&format!("{SESSION}={token}")).ok());
    if let Some(cookie) = cookie {
        headers.append(COOKIE, cookie);
    }
}

/// Where the plain SP sets the session cookie and leads on, a page whose script keeps the token and the person, and leads
/// on.
fn cookie_becomes_token(sp: &PlainSp, response: Response, storage: &str) -> Response {
    let cookies = response.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let prefix = format!("{SESSION}=");
    let (session, others): (Vec<_>, Vec<_>) = cookies.partition(|cookie| cookie.starts_with(&prefix));
    let token = session.first().and_then(|cookie| cookie[prefix.len()..].split(';').next());
    let landing = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let (Some(token), Some(landing)) = (token, landing) else { return response };
    let others: Vec<_> = others.into_iter().map(|cookie| (SET_COOKIE, cookie.to_owned())).collect();
    // A string of JSON is one of JavaScript; `<` would end the script.
    let landing = serde_json::Value::from(landing).to_string().replace('<', "\\u003c");
    let session = sp.app.store().session(token, Timestamp::now()).cloned();
    let user = session.map(|session| session.person.email).unwrap_or_default();
    let page = script_page(&format!("{storage}.token='{token}';{storage}.user='{user}';location.replace({landing})"));
    (AppendHeaders(others), page).into_response()
}

/// A white page with a script.
fn script_page(script: &str) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Reference SP" } }
            body { script { (PreEscaped(script)) } }
        }
    };
    Html(page.into_string()).into_response()
}

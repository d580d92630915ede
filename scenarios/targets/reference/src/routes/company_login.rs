//! Company Login: from an e-mail address to the company's IdP.

use axum::extract::{Form, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;

use super::{internal, not_found, see_other};
use crate::app::{App, log};
use crate::keys::random_hex;
use crate::people::company_of;
use crate::request::AuthnRequest;
use crate::settings::RequestBinding;
use crate::store::Pending;
use crate::{cookies, landing, pages};

/// Query of the page.
#[derive(Deserialize)]
pub struct Ask {
    next: Option<String>,
}

/// The page. It names the browser already, so that two quick clicks share one name.
pub async fn show(headers: HeaderMap, Query(ask): Query<Ask>) -> Response {
    let page = pages::company_login(ask.next.as_deref(), None).into_response();
    match known_browser(&headers) {
        Some(_) => page,
        None => match random_hex(16) {
            Ok(browser) => ([(SET_COOKIE, cookies::browser(&browser))], page).into_response(),
            Err(error) => internal(&error),
        },
    }
}

/// Fields of the form.
#[derive(Deserialize)]
pub struct Start {
    /// As typed.
    #[serde(default)]
    pub email: String,
    /// Where to go after sign-in.
    pub next: Option<String>,
}

/// Sends the person to the IdP of their company, or answers the bare 404 when no request can be made.
pub async fn start(State(app): State<App>, headers: HeaderMap, Form(form): Form<Start>) -> Response {
    let Some(company) = company_of(&form.email) else {
        log(&format!("refused: start: nobody has the e-mail `{}`", form.email));
        let page = pages::company_login(form.next.as_deref(), Some("We do not know this e-mail."));
        return (StatusCode::FORBIDDEN, page).into_response();
    };
    let settings = app.store().settings.get(company.name).cloned();
    let refuse = |reason: &str| log(&format!("refused: start: {}: {reason}", company.name));
    let Some(settings) = settings else {
        refuse("no SSO settings are stored");
        return not_found().await;
    };
    if !settings.enabled {
        refuse("SSO is switched off");
        return not_found().await;
    }
    let (binding, endpoint) = match settings.request_binding {
        RequestBinding::Redirect => ("HTTP-Redirect", settings.idp.redirect_url),
        RequestBinding::Post => ("HTTP-POST", settings.idp.post_url),
    };
    let Some(destination) = endpoint else {
        refuse(&format!("the stored metadata has no {binding} endpoint"));
        return not_found().await;
    };
    let (Ok(request_id), Ok(relay_state), Ok(fresh)) = (random_hex(16), random_hex(16), random_hex(16)) else {
        return internal(&"no random bytes");
    };
    let browser = known_browser(&headers).unwrap_or(fresh);
    let pending = Pending {
        request_id: format!("_{request_id}"),
        company: company.name,
        relay_state,
        next: form.next.as_deref().and_then(landing::same_origin),
        sent: Timestamp::now(),
    };
    let request = AuthnRequest {
        id: pending.request_id.clone(),
        issue_instant: pending.sent,
        destination,
        issuer: app.entity_id(),
        acs_url: app.acs_url(),
    };
    let sent = match settings.request_binding {
        RequestBinding::Redirect => {
            request.redirect_url(&pending.relay_state, &app.keys).map(|location| see_other(&location))
        }
        RequestBinding::Post => request
            .post_field()
            .map(|field| pages::post_request(&request.destination, &field, &pending.relay_state).into_response()),
    };
    match sent {
        Ok(response) => {
            app.store().open(&browser, pending);
            ([(SET_COOKIE, cookies::browser(&browser))], response).into_response()
        }
        Err(error) => internal(&error),
    }
}

/// The browser's name, if it has one that we could have given.
pub fn known_browser(headers: &HeaderMap) -> Option<String> {
    let shaped = |id: &String| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    cookies::value(headers, cookies::BROWSER).filter(shaped)
}

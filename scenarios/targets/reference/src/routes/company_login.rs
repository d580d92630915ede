//! Company Login: from an e-mail address to the company's IdP.

use axum::extract::{Form, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;

use super::{internal, not_found, see_other};
use crate::app::{App, log};
use crate::keys::random_hex;
use crate::people::company_of;
use crate::request::{self, AuthnRequest};
use crate::settings::RequestBinding;
use crate::store::Pending;
use crate::{cookies, pages};

/// Query of the page.
#[derive(Deserialize)]
pub struct Ask {
    next: Option<String>,
}

/// The page. It names the browser already, so that two quick clicks share one name.
pub async fn show(State(app): State<App>, headers: HeaderMap, Query(ask): Query<Ask>) -> Response {
    let page = (app.hooks.company_login)(ask.next.as_deref(), None).into_response();
    match known_browser(&headers) {
        Some(_) => page,
        None => match random_hex(16) {
            Ok(browser) => ([(SET_COOKIE, (app.hooks.browser_cookie)(&browser))], page).into_response(),
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
    let Some(company) = company_of(app.hooks.companies, &form.email) else {
        log(&format!("refused: start: nobody has the e-mail `{}`", form.email));
        let page = (app.hooks.company_login)(form.next.as_deref(), Some("We do not know this e-mail."));
        return (StatusCode::FORBIDDEN, page).into_response();
    };
    let Ok(fresh) = random_hex(16) else { return internal(&"no random bytes") };
    let browser = known_browser(&headers).unwrap_or(fresh);
    if let Some(answer) = (app.hooks.start)(&app, &form.email, &browser) {
        return answer;
    }
    let settings = (app.hooks.settings_of)(&app.store(), company.name);
    let refuse = |reason: &str| log(&format!("refused: start: {}: {reason}", company.name));
    let Some(settings) = settings else {
        refuse("no SSO settings are stored");
        return not_found().await;
    };
    if !settings.lets_in(form.next.as_deref()) {
        refuse("SSO is switched off");
        return not_found().await;
    }
    let binding = (app.hooks.request_binding)(settings.request_binding);
    let (name, endpoint) = match binding {
        RequestBinding::Redirect => ("HTTP-Redirect", settings.idp.redirect_url),
        RequestBinding::Post => ("HTTP-POST", settings.idp.post_url),
    };
    let Some(destination) = endpoint else {
        refuse(&format!("the stored metadata has no {name} endpoint"));
        return not_found().await;
    };
    let (Ok(request_id), Ok(handle)) = (random_hex(16), random_hex(16)) else {
        return internal(&"no random bytes");
    };
    let next = form.next.as_deref().and_then(app.hooks.same_origin);
    let relay_state = (app.hooks.relay_state)(&handle, next.as_deref(), &form.email);
    let request = (app.hooks.request)(AuthnRequest {
        id: format!("_{request_id}"),
        issue_instant: Timestamp::now(),
        destination: destination.clone(),
        issuer: app.entity_id(),
        acs_url: app.acs_url(),
    });
    let pending =
        Pending { request_id: request.id.clone(), company: company.name, relay_state, next, sent: Timestamp::now() };
    let document = |signature: &str| (app.hooks.request_document)(request.to_xml(signature), &form.email);
    let sent = match binding {
        RequestBinding::Redirect => {
            let url = request::redirect_url(&destination, document, &pending.relay_state, &app);
            url.map(|location| see_other(&location))
        }
        RequestBinding::Post => {
            let field = request::post_field(&request.id, document, &app);
            let page = |field: String| pages::post_request(&destination, &field, &pending.relay_state).0;
            field.map(|field| Html((app.hooks.post_page)(page(field))).into_response())
        }
    };
    match sent {
        Ok(response) => {
            (app.hooks.remember)(&mut app.store(), &browser, pending);
            let response = (app.hooks.request_answer)(response);
            ([(SET_COOKIE, (app.hooks.browser_cookie)(&browser))], response).into_response()
        }
        Err(error) => internal(&error),
    }
}

/// The browser's name, if it has one that we could have given.
pub fn known_browser(headers: &HeaderMap) -> Option<String> {
    let shaped = |id: &String| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    cookies::value(headers, cookies::BROWSER).filter(shaped)
}

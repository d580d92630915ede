//! The Assertion Consumer Service: from a posted response to a session, or to the bare 404.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use futures::StreamExt;

use super::answer::{Landed, Refused};
use super::company_login::known_browser;
use super::internal;
use super::sign_in::{Attempt, Ending};
use crate::app::{App, log};
use crate::binding::Arrival;
use crate::cookies;
use crate::keys::random_hex;

/// More than any response; what goes beyond is read and thrown away, so that the sender hears the answer.
const LIMIT: usize = 2 << 20;
/// Whoever sends even more is cut off.
const PATIENCE: usize = 64 << 20;

/// Takes whatever comes. Only a message by HTTP-POST is judged.
pub async fn arrive(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let Ok(body) = read(body).await else {
        log("refused: binding: the body broke off");
        (app.hooks.broke_off)();
        return super::not_found().await;
    };
    let arrival = Arrival { method: parts.method, headers: parts.headers, query, body };
    (app.hooks.acs_answer)(consume(&app, &arrival))
}

/// The body, or nothing when it is too large.
async fn read(body: Body) -> Result<Option<Vec<u8>>, axum::Error> {
    let (mut kept, mut length) = (Vec::new(), 0);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        length += piece.len();
        if length > PATIENCE {
            break;
        }
        if length <= LIMIT {
            kept.extend_from_slice(&piece);
        } else {
            kept = Vec::new();
        }
    }
    Ok((length <= LIMIT).then_some(kept))
}

fn consume(app: &App, arrival: &Arrival) -> Response {
    let hooks = app.hooks;
    if arrival.method != Method::POST && !arrival.query().iter().any(|(name, _)| name == "SAMLResponse") {
        return (hooks.no_message)();
    }
    let (Ok(fresh_browser), Ok(session)) = (random_hex(16), random_hex(32)) else {
        return internal(&"no random bytes");
    };
    let browser = known_browser(&arrival.headers).unwrap_or(fresh_browser);
    let before = cookies::value(&arrival.headers, cookies::SESSION);
    let session = (hooks.session_id)(&session, before.as_deref());
    let message = match (hooks.take)(arrival) {
        Ok(message) => message,
        Err(refusal) => return (hooks.refused)(&Refused { app, arrival, refusal: &refusal, xml: None }),
    };
    let attempt = Attempt::new(app, &message, &browser, &session, before.as_deref());
    let refused = |refusal| Refused { app, arrival, refusal, xml: Some(&message.xml) };
    match attempt.sign_in() {
        Ok(landing) => {
            let cookies =
                [(SET_COOKIE, (hooks.browser_cookie)(&browser)), (SET_COOKIE, (hooks.session_cookie)(&session))];
            let landed = Landed { landing: &landing, message: &message };
            (AppendHeaders(cookies), (hooks.landed)(&landed)).into_response()
        }
        Err(Ending::AgainTheSame(refusal)) => (hooks.again)(&refused(&refusal)),
        Err(Ending::SomebodyElse(present)) => super::answer::somebody_else(&present),
        Err(Ending::NoAccount(refusal)) => (hooks.no_account)(&refused(&refusal)),
        Err(Ending::Refused(refusal)) => (hooks.refused)(&refused(&refusal)),
    }
}

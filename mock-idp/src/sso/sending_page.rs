//! The pages that send a message to the SP, and those that send it once more.

use std::time::Duration;

use axum::extract::{Path, Query, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, HeaderValue, LOCATION};
use http::{HeaderMap, Method, StatusCode, Uri};
use serde::Deserialize;

use crate::host::{OrganizationHost, nothing_here};
use crate::idp::MockIdp;
use crate::organization::{CanaryHit, Organization};
use crate::page::{error_page, message_page, post_form};
use crate::recipe::{Delivery, Route};

const NO_STORE: (http::HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// How long an answer is held back.
#[derive(Clone, Copy, Debug)]
struct Delay(Duration);

/// The page, or redirect, that does what `delivery` says.
pub(super) fn deliver(delivery: &Delivery) -> Response {
    let mut response = if delivery.hold {
        message_page("Message held", "The response is made and kept. Nothing was sent to the application.")
    } else if delivery.route == Route::Post {
        post_form(delivery)
    } else {
        redirect(&delivery.location())
    };
    if !delivery.delay.is_zero() {
        response.extensions_mut().insert(Delay(delivery.delay));
    }
    response
}

fn redirect(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::FOUND, [NO_STORE, (LOCATION, location)]).into_response(),
        Err(_) => {
            let message = "The address of the redirect holds characters that no header may hold.";
            error_page(StatusCode::INTERNAL_SERVER_ERROR, "Recipe failed", message)
        }
    }
}

/// Holds answers back that are to be late.
pub(super) async fn hold_back(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(Delay(delay)) = response.extensions().get() {
        tokio::time::sleep(*delay).await;
    }
    response
}

/// What else can be said of a message that is sent again.
#[derive(Debug, Deserialize)]
pub(super) struct Again {
    /// Sent in the place of its RelayState.
    relay_state: Option<String>,
}

/// Sends the n-th message (1, 2, 3 ...) once more, octet for octet.
pub(super) async fn sent(
    OrganizationHost(organization): OrganizationHost,
    Path(number): Path<usize>,
    Query(again): Query<Again>,
) -> Response {
    let messages = organization.sent_messages();
    let Some(message) = number.checked_sub(1).and_then(|index| messages.get(index)) else {
        let message = format!("Message {number} was not sent, there are {}.", messages.len());
        return error_page(StatusCode::NOT_FOUND, "Message not found", &message);
    };
    let delivery = Delivery { hold: false, delay: Duration::ZERO, ..message.delivery.clone() };
    deliver(&match again.relay_state {
        Some(relay_state) => delivery.with_relay_state(&relay_state),
        None => delivery,
    })
}

/// Posts the n-th form (1, 2, 3 ...) that was kept.
pub(super) async fn form(OrganizationHost(organization): OrganizationHost, Path(number): Path<usize>) -> Response {
    match organization.form(number) {
        Some(form) => deliver(&form),
        None => error_page(StatusCode::NOT_FOUND, "Form not found", &format!("No form {number} is kept.")),
    }
}

/// The canary on the organization's host.
pub(super) async fn canary(
    OrganizationHost(organization): OrganizationHost,
    Path(token): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    note(&organization, &token, &method, &uri, &headers)
}

/// The canary on any host, for callers that cannot resolve the organization's.
pub(super) async fn canary_of(
    axum::extract::State(idp): axum::extract::State<MockIdp>,
    Path((organization, token)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match idp.organization(&organization) {
        Some(organization) => note(&organization, &token, &method, &uri, &headers),
        None => nothing_here(uri).await,
    }
}

fn note(organization: &Organization, token: &str, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    let user_agent = headers.get(http::header::USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let hit = CanaryHit {
        method: method.to_string(),
        target: uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string),
        user_agent: user_agent.unwrap_or_default().into_owned(),
    };
    if organization.note_canary(token, hit) {
        return ([NO_STORE], "canary").into_response();
    }
    error_page(StatusCode::NOT_FOUND, "Page not found", "This canary address belongs to no message that counts.")
}

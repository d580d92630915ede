//! Who may use the Admin Portal and the JSON API: programs, and pages of the IdP itself. A page of another site, which
//! somebody at this machine has open, may not; nor may one that got here under a host name of its own (DNS rebinding).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{HOST, HeaderName, HeaderValue, ORIGIN, X_FRAME_OPTIONS};
use http::{HeaderMap, Method, StatusCode};

use crate::idp::MockIdp;
use crate::page::error_page;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Lets requests for what is guarded through that the owner of this IdP may have made.
pub(crate) async fn guard(State(idp): State<MockIdp>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api = below(path, "/api");
    if !is_api && !below(path, "/admin") {
        return next.run(request).await;
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    let host = host.or_else(|| request.uri().authority().map(ToString::to_string)).unwrap_or_default();
    let refused = if !idp.is_called(&host) {
        Some(format!("`{host}` is no name of this IdP. It is called {}.", idp.public_url()))
    } else if is_of_another_site(request.method(), request.headers(), &host) {
        Some("A page of another site asked for this.".to_owned())
    } else {
        None
    };
    match refused {
        Some(message) if is_api => {
            (StatusCode::FORBIDDEN, axum::Json(serde_json::json!({ "error": message }))).into_response()
        }
        Some(message) => error_page(StatusCode::FORBIDDEN, "Refused", &message),
        None => {
            let mut response = next.run(request).await;
            // A click meant for another page must not land on a button of these.
            response.headers_mut().insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
            response
        }
    }
}

fn below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Browsers say so: `Origin` (Fetch 3.2) of what changes something, and `Sec-Fetch-Site` (Fetch Metadata). Whoever comes here
/// from another site by a link changes nothing, and may.
fn is_of_another_site(method: &Method, headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let is_link = method == Method::GET && text(&SEC_FETCH_MODE) == Some("navigate");
    if is_link {
        return false;
    }
    let own =
        |origin: &str| origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host));
    let other_origin = text(&ORIGIN).is_some_and(|origin| !own(origin));
    let other_site = text(&SEC_FETCH_SITE).is_some_and(|site| !matches!(site, "same-origin" | "none"));
    other_origin || other_site
}

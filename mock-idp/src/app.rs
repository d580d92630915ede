//! The whole IdP as one axum router: portals, SSO endpoints, JSON API, picked apart by host name.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Uri};
use tokio::net::TcpListener;

use crate::sso::page::error_page;
use crate::{MockIdp, api, organization::Organization, portal, sso};

/// What a body may weigh: metadata, certificates and SAML requests are far smaller.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Everything that `idp` serves. `<organization>.<public host>` is that organization's portals and
/// endpoints; the public host itself, `localhost` and an IP address carry the JSON API only.
pub fn app(idp: MockIdp) -> Router {
    portal::router()
        .merge(sso::router())
        .merge(api::router())
        .fallback(nothing_here)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(idp.clone(), find_organization))
        .with_state(idp)
}

/// Serves `idp` on `listener` until the future is dropped.
pub async fn serve(listener: TcpListener, idp: MockIdp) -> std::io::Result<()> {
    axum::serve(listener, app(idp)).await
}

/// The organization that the request's host name stands for; a 404 page on the bare host.
#[derive(Clone, Debug)]
pub struct OrganizationHost(pub Organization);

impl<S: Sync> FromRequestParts<S> for OrganizationHost {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Response> {
        match parts.extensions.get::<Self>() {
            Some(found) => Ok(found.clone()),
            None => Err(error_page(
                StatusCode::NOT_FOUND,
                "Organization not found",
                "Nothing is served here without an organization's host name.",
            )),
        }
    }
}

/// What a Host header means.
#[derive(Debug, PartialEq, Eq)]
enum Host<'a> {
    /// No organization is named.
    Bare,
    /// The first label.
    Label(&'a str),
}

/// Reads the Host header, of which RFC 9110 section 7.2 demands exactly one, against the IdP's own host name.
fn read_host<'a>(value: &'a str, public_host: &str) -> Option<Host<'a>> {
    let authority: http::uri::Authority = value.parse().ok()?;
    if value.contains('@') || authority.host().is_empty() {
        return None;
    }
    let name = &value[..authority.host().len()];
    if name.eq_ignore_ascii_case(public_host) || name.eq_ignore_ascii_case("localhost") || name.starts_with('[') {
        return Some(Host::Bare);
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Some(Host::Bare);
    }
    name.split('.').next().filter(|label| !label.is_empty()).map(Host::Label)
}

async fn find_organization(State(idp): State<MockIdp>, mut request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(HOST).iter();
    let value = match (hosts.next(), hosts.next()) {
        (Some(one), None) => one.to_str().ok(),
        (None, _) => request.uri().authority().map(http::uri::Authority::as_str),
        _ => None,
    };
    let host = value.and_then(|value| read_host(value, idp.public_url().host_str().unwrap_or_default()));
    let Some(host) = host else {
        return error_page(StatusCode::BAD_REQUEST, "Bad request", "The Host header cannot be read.");
    };
    if let Host::Label(label) = host {
        let Some(organization) = idp.organization(&label.to_ascii_lowercase()) else {
            let message = format!("There is no organization called `{label}`.");
            return error_page(StatusCode::NOT_FOUND, "Organization not found", &message);
        };
        request.extensions_mut().insert(OrganizationHost(organization));
    }
    let mut response = next.run(request).await;
    response.headers_mut().entry(http::header::X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    response
}

pub(crate) async fn nothing_here(uri: Uri) -> Response {
    let message = format!("There is nothing at `{}`.", uri.path());
    error_page(StatusCode::NOT_FOUND, "Page not found", &message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_label_names_the_organization() {
        assert_eq!(read_host("acme.idp.localhost:8080", "idp.localhost"), Some(Host::Label("acme")));
        assert_eq!(read_host("IDP.localhost:8080", "idp.localhost"), Some(Host::Bare));
        assert_eq!(read_host("127.0.0.1:8080", "idp.localhost"), Some(Host::Bare));
        assert_eq!(read_host("[::1]:8080", "idp.localhost"), Some(Host::Bare));
    }

    #[test]
    fn a_host_that_is_none_is_refused() {
        for bad in ["", "a b", "user@acme.idp.localhost", "acme.idp.localhost/x", ".idp.localhost"] {
            assert_eq!(read_host(bad, "idp.localhost"), None, "{bad}");
        }
    }
}

//! Which organization a request is for: its Host header says it.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Uri};

use crate::idp::MockIdp;
use crate::organization::Organization;
use crate::page::{error_page, message_page};

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

/// Reads the Host header, of which RFC 9110 section 7.2 demands exactly one, against the IdP's own host names.
fn read_host<'a>(value: &'a str, own: &[&str]) -> Option<Host<'a>> {
    let authority: http::uri::Authority = value.parse().ok()?;
    if value.contains('@') || authority.host().is_empty() {
        return None;
    }
    let name = &value[..authority.host().len()];
    let is_own = own.iter().any(|own| name.eq_ignore_ascii_case(own));
    if is_own || name.eq_ignore_ascii_case("localhost") || name.starts_with('[') {
        return Some(Host::Bare);
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Some(Host::Bare);
    }
    name.split('.').next().filter(|label| !label.is_empty()).map(Host::Label)
}

/// Finds the organization by the Host header, for [`OrganizationHost`]; a host that cannot be read, or that is no
/// organization's, gets an error page.
pub(crate) async fn find_organization(State(idp): State<MockIdp>, mut request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(HOST).iter();
    let value = match (hosts.next(), hosts.next()) {
        (Some(one), None) => one.to_str().ok(),
        (None, _) => request.uri().authority().map(http::uri::Authority::as_str),
        _ => None,
    };
    let host = value.and_then(|value| read_host(value, &idp.own_hosts()));
    let Some(host) = host else {
        return error_page(StatusCode::BAD_REQUEST, "Bad request", "The Host header cannot be read.");
    };
    if let Host::Label(label) = host {
        let Some(organization) = idp.organization(&label.to_ascii_lowercase()) else {
            let message = format!("There is no organization called `{label}`.");
            return error_page(StatusCode::NOT_FOUND, "Organization not found", &message);
        };
        if organization.holds_up(request.uri().path()) {
            return message_page("Look-up", "Somebody looks up who is signed in. Nobody is let in meanwhile.");
        }
        request.extensions_mut().insert(OrganizationHost(organization));
    }
    let mut response = next.run(request).await;
    response.headers_mut().entry(http::header::X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    response
}

/// What a path without a page shows.
pub(crate) async fn nothing_here(uri: Uri) -> Response {
    let message = format!("There is nothing at `{}`.", uri.path());
    error_page(StatusCode::NOT_FOUND, "Page not found", &message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_label_names_the_organization() {
        assert_eq!(read_host("acme.idp.localhost:8080", &["idp.localhost"]), Some(Host::Label("acme")));
        assert_eq!(read_host("IDP.localhost:8080", &["idp.localhost"]), Some(Host::Bare));
        assert_eq!(read_host("127.0.0.1:8080", &["idp.localhost"]), Some(Host::Bare));
        assert_eq!(read_host("[::1]:8080", &["idp.localhost"]), Some(Host::Bare));
    }

    #[test]
    fn a_host_that_is_none_is_refused() {
        for bad in ["", "a b", "user@acme.idp.localhost", "acme.idp.localhost/x", ".idp.localhost"] {
            assert_eq!(read_host(bad, &["idp.localhost"]), None, "{bad}");
        }
    }
}

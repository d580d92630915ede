//! The handlers of `/saml2/<suffix>`.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{OriginalUri, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap};
use http::{StatusCode, Uri};
use url::Position;

use super::accept::accept;
use super::receive::{Received, has_parameter, parameter};
use super::waiting::Waiting;
use super::{Answer, Refusal, respond};
use crate::host::OrganizationHost;
use crate::idp::MockIdp;
use crate::journal::{Binding, Direction, NewEntry};
use crate::message::authn_request::AuthnRequest;
use crate::organization::{Application, Organization, SsoAuthReason, User};
use crate::page::error_page;
use crate::session::current_user;

/// Redirect binding, a posted request coming back from the login page, or IdP-initiated.
pub(super) async fn get(
    OrganizationHost(organization): OrganizationHost,
    Extension(waiting): Extension<Arc<Waiting>>,
    Path(suffix): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let query = uri.query().unwrap_or_default();
    let exchange =
        Exchange { organization: &organization, suffix: &suffix, uri: &uri, waiting: &waiting, headers: &headers };
    if has_parameter(query, "SAMLRequest") {
        let again = waiting.comes_back(&exchange.place(), query);
        return exchange.answer_request(Received::from_query(query).map_err(|error| error.to_string()), again);
    }
    if let Some(handle) = parameter(query, "resume") {
        let kept = waiting.resume(&exchange.place(), &handle);
        let kept = kept.ok_or_else(|| "it is not kept here any more, start again at the application".to_owned());
        return exchange.answer_request(kept, true);
    }
    exchange.idp_initiated()
}

/// POST binding.
pub(super) async fn post(
    OrganizationHost(organization): OrganizationHost,
    Extension(waiting): Extension<Arc<Waiting>>,
    Path(suffix): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let exchange =
        Exchange { organization: &organization, suffix: &suffix, uri: &uri, waiting: &waiting, headers: &headers };
    exchange.answer_request(Received::from_form(&body).map_err(|error| error.to_string()), false)
}

/// JumpCloud has no single logout; SPs that try end here.
pub(super) async fn single_logout(_: OrganizationHost) -> Response {
    error_page(
        StatusCode::NOT_FOUND,
        "Single logout is not supported",
        "This identity provider has no single logout service. Switch it off at the application.",
    )
}

/// Public metadata of the application, active or not.
pub(super) async fn metadata(OrganizationHost(organization): OrganizationHost, Path(suffix): Path<String>) -> Response {
    exported(&organization, &suffix)
}

/// The same for an organization that the path names.
pub(super) async fn metadata_of(
    State(idp): State<MockIdp>,
    Path((organization, suffix)): Path<(String, String)>,
) -> Response {
    match idp.organization(&organization) {
        Some(organization) => exported(&organization, &suffix),
        None => {
            let message = format!("There is no organization called `{organization}`.");
            error_page(StatusCode::NOT_FOUND, "Organization not found", &message)
        }
    }
}

fn exported(organization: &Organization, suffix: &str) -> Response {
    let application = organization.directory().application_by_suffix(suffix).cloned();
    let Some(application) = application else {
        return error_page(
            StatusCode::NOT_FOUND,
            "Application not found",
            &format!("No application has the IdP URL suffix `{suffix}`."),
        );
    };
    let xml = organization.metadata(&application);
    ([(CONTENT_TYPE, "application/samlmetadata+xml"), (CACHE_CONTROL, "no-store")], xml).into_response()
}

/// One request to one application's IdP URL.
struct Exchange<'a> {
    organization: &'a Organization,
    suffix: &'a str,
    uri: &'a Uri,
    waiting: &'a Waiting,
    headers: &'a HeaderMap,
}

impl Exchange<'_> {
    /// Organization and suffix, as one key.
    fn place(&self) -> String {
        format!("{}/{}", self.organization.name(), self.suffix)
    }

    /// Who is logged in at the portal.
    fn user(&self) -> Option<User> {
        let id = current_user(self.organization, self.headers)?;
        self.organization.directory().user(id).cloned()
    }

    /// The active application behind the suffix.
    fn application(&self) -> Result<Application, (Refusal, String)> {
        let directory = self.organization.directory();
        let Some(application) = directory.application_by_suffix(self.suffix) else {
            let message = format!("No application has the IdP URL suffix `{}`.", self.suffix);
            return Err((Refusal::new(SsoAuthReason::UnknownIdpUrl, message), String::new()));
        };
        let label = application.settings.display_label.clone();
        if !application.active {
            let message = format!("The application {label} is not active.");
            return Err((Refusal::new(SsoAuthReason::ApplicationInactive, message), label));
        }
        Ok(application.clone())
    }

    fn refuse(&self, refusal: Refusal, label: &str, idp_initiated: bool) -> Response {
        refusal.answer(self.organization, self.user().as_ref(), label, idp_initiated)
    }

    /// Answers an AuthnRequest; `known` when it is in the journal already.
    fn answer_request(&self, received: Result<Received, String>, known: bool) -> Response {
        let message =
            received.as_ref().map_err(Clone::clone).and_then(|r| r.message().map_err(|error| error.to_string()));
        let application = self.application();
        let endpoint = match &application {
            Ok(application) => self.organization.sso_location(&application.settings),
            Err(_) => self.organization.sso_url(self.suffix),
        };
        if let Ok(received) = &received
            && !known
        {
            self.record(received, message.as_deref().unwrap_or_default(), &endpoint);
        }
        let application = match application {
            Ok(application) => application,
            Err((refusal, label)) => return self.refuse(refusal, &label, false),
        };
        let label = application.settings.display_label.as_str();
        let accepted = received.and_then(|received| Ok((message?, received)));
        let (message, received) = match accepted {
            Ok(pair) => pair,
            Err(error) => {
                let message = format!("The AuthnRequest cannot be read: {error}.");
                return self.refuse(Refusal::new(SsoAuthReason::MalformedRequest, message), label, false);
            }
        };
        let answer = match accept(&received, &message, &application.settings, &endpoint) {
            Ok(answer) => answer,
            Err(refusal) => return self.refuse(refusal, label, false),
        };
        match self.user() {
            Some(user) => respond(self.organization, application.id, user.id, &answer),
            None => self.log_in_first(received),
        }
    }

    fn record(&self, received: &Received, message: &[u8], endpoint: &str) {
        // What is no AuthnRequest at all has no findings: it is refused, and the event says why.
        let findings = AuthnRequest::parse(message)
            .map(|(request, _)| request.faults(endpoint).into_iter().map(Into::into).collect())
            .unwrap_or_default();
        let base = self.organization.base_url().as_str().trim_end_matches('/');
        self.organization.journal().record(NewEntry {
            direction: Direction::In,
            binding: received.binding,
            url: format!("{base}{}", path_and_query(self.uri)),
            raw: received.raw.clone(),
            xml: String::from_utf8_lossy(message).into_owned(),
            relay_state: received.relay_state.clone(),
            findings,
        });
    }

    /// Sends the browser to the login page, which sends it back to the same request.
    fn log_in_first(&self, received: Received) -> Response {
        let query = self.uri.query().unwrap_or_default();
        let target = path_and_query(self.uri);
        if has_parameter(query, "resume") {
            return login_page(&target);
        }
        if received.binding == Binding::Redirect && self.travels_unchanged(&target) {
            self.waiting.expect(self.place(), query.to_owned());
            return login_page(&target);
        }
        match self.waiting.keep(self.place(), received) {
            Ok(handle) => login_page(&format!("{}?resume={handle}", self.uri.path())),
            Err(error) => error_page(StatusCode::INTERNAL_SERVER_ERROR, "Internal error", &error.to_string()),
        }
    }

    /// Whether `target` is what a URL parser writes too. If not (`'` in a query, say), the way over the login
    /// page could change octets that a signature is over.
    fn travels_unchanged(&self, target: &str) -> bool {
        self.organization.base_url().join(target).is_ok_and(|url| &url[Position::BeforePath..] == target)
    }

    fn idp_initiated(&self) -> Response {
        let application = match self.application() {
            Ok(application) => application,
            Err((refusal, label)) => return self.refuse(refusal, &label, true),
        };
        let settings = &application.settings;
        if !settings.login_url.is_empty() {
            return Redirect::to(&settings.login_url).into_response();
        }
        let Some(user) = self.user() else { return login_page(&path_and_query(self.uri)) };
        let relay_state = Some(settings.default_relay_state.clone()).filter(|relay_state| !relay_state.is_empty());
        respond(self.organization, application.id, user.id, &Answer { relay_state, ..Answer::default() })
    }
}

fn path_and_query(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), |p| p.as_str().to_owned())
}

/// The portal's login page, which leads back to `next`.
fn login_page(next: &str) -> Response {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    ([(CACHE_CONTROL, "no-store")], Redirect::to(&format!("/userconsole/login?next={next}"))).into_response()
}

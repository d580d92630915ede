//! Why the IdP does not go on: a page for the person, an event for the admin.

use axum::response::Response;
use http::StatusCode;

use crate::message::compose::name_id;
use crate::organization::{ApplicationSettings, Organization, SsoAuthEvent, SsoAuthReason, User, xs_date_time};
use crate::page::error_page;

/// A sign-in that ends at the IdP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: SsoAuthReason,
    /// The same in a sentence, with the values that disagree.
    pub message: String,
}

impl Refusal {
    /// A refusal for `reason`.
    pub fn new(reason: SsoAuthReason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    /// Records the event and gives the page.
    pub fn answer(
        self,
        organization: &Organization,
        user: Option<&User>,
        label: &str,
        idp_initiated: bool,
    ) -> Response {
        let (status, heading) = heading(self.reason);
        let page = error_page(status, heading, &self.message);
        record(organization, user, label, idp_initiated, self);
        page
    }
}

/// HTTP status and stable heading of the page for `reason`.
pub fn heading(reason: SsoAuthReason) -> (StatusCode, &'static str) {
    match reason {
        SsoAuthReason::UnknownIdpUrl => (StatusCode::NOT_FOUND, "Application not found"),
        SsoAuthReason::ApplicationInactive => (StatusCode::NOT_FOUND, "Application not active"),
        SsoAuthReason::UserNotBound => (StatusCode::FORBIDDEN, "Not authorized"),
        SsoAuthReason::UserNotActivated => (StatusCode::FORBIDDEN, "Account not activated"),
        SsoAuthReason::UserSuspended => (StatusCode::FORBIDDEN, "Account suspended"),
        SsoAuthReason::WrongPassword | SsoAuthReason::UnknownUser => (StatusCode::FORBIDDEN, "Authentication failed"),
        SsoAuthReason::UnknownAcsUrl => (StatusCode::BAD_REQUEST, "Unknown ACS URL"),
        SsoAuthReason::IssuerMismatch => (StatusCode::BAD_REQUEST, "Issuer mismatch"),
        SsoAuthReason::MalformedRequest => (StatusCode::BAD_REQUEST, "Malformed request"),
        SsoAuthReason::RequestSignature => (StatusCode::BAD_REQUEST, "Request signature not accepted"),
    }
}

/// Appends to the `sso_auth` log that an assertion for `user` was issued, as the application calls them.
pub(super) fn record_issued(
    organization: &Organization,
    user: &User,
    settings: &ApplicationSettings,
    idp_initiated: bool,
) {
    organization.record_event(SsoAuthEvent {
        at: xs_date_time(organization.clock().now()),
        user: user.company_email.clone(),
        name_id: Some(name_id(settings, user).to_owned()),
        application: settings.display_label.clone(),
        idp_initiated,
        sso_token_success: true,
        error: None,
        error_message: None,
    });
}

/// Appends to the `sso_auth` log why no assertion was issued.
fn record(organization: &Organization, user: Option<&User>, label: &str, idp_initiated: bool, refusal: Refusal) {
    organization.record_event(SsoAuthEvent {
        at: xs_date_time(organization.clock().now()),
        user: user.map(|u| u.company_email.clone()).unwrap_or_default(),
        name_id: None,
        application: label.to_owned(),
        idp_initiated,
        sso_token_success: false,
        error: Some(refusal.reason),
        error_message: Some(refusal.message),
    });
}

//! From a user who is logged in to the Response that is posted to the SP.

use axum::response::Response;

use crate::organization::{ApplicationId, Organization, UserId};

/// What a Response answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// ID of the AuthnRequest; absent for an unsolicited response.
    pub in_response_to: Option<String>,
    /// Where the response goes; absent: the application's default ACS.
    pub acs_url: Option<String>,
    /// Posted along unchanged.
    pub relay_state: Option<String>,
}

/// Issues the Response for `user` as a page that posts itself, or shows why it does not; writes journal and events.
pub fn respond(_organization: &Organization, _application: ApplicationId, _user: UserId, _answer: &Answer) -> Response {
    super::page::error_page(http::StatusCode::NOT_FOUND, "Application not found", "Not there yet.")
}

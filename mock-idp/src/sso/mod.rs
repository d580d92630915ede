//! SSO endpoints: AuthnRequests by redirect and by POST, IdP-initiated sign-in, and their answers.

pub mod page;
mod respond;

use axum::Router;

use crate::MockIdp;

pub use respond::{Answer, respond};

/// All endpoints below `/saml2`.
pub fn router() -> Router<MockIdp> {
    Router::new()
}

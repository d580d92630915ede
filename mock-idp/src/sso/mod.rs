//! SSO endpoints: AuthnRequests by redirect and by POST, IdP-initiated sign-in, and their answers.
//!
//! One URL an application serves everything (`/saml2/<suffix>`). A request is received ([`receive`]),
//! held against the application's settings (`accept`), waits for a login if nobody is logged in
//! (`waiting`), and is answered ([`respond`]); whatever does not go on ends on a page of the IdP and
//! as an event (`refusal`), never as a SAML message to the SP.

mod accept;
mod endpoint;
pub mod receive;
mod refusal;
mod respond;
mod sending_page;
mod waiting;

use std::sync::Arc;

use axum::middleware::from_fn;
use axum::routing::{any, get};
use axum::{Extension, Router};

use crate::idp::MockIdp;

pub use refusal::{Refusal, heading};
pub use respond::{Answer, respond};

/// All endpoints below `/saml2`, an application's metadata once more for programs that cannot resolve the organization's
/// host name, and what has to do with messages already sent: `/sent/<n>` sends the n-th once more,
/// `/form/<n>` posts the n-th form that was kept,
/// `/canary/...` notes who calls.
pub fn router() -> Router<MockIdp> {
    Router::new()
        .route("/saml2/{suffix}", get(endpoint::get).post(endpoint::post))
        .route("/saml2/{suffix}/slo", any(endpoint::single_logout))
        .route("/saml2/{suffix}/metadata.xml", get(endpoint::metadata))
        .route("/organizations/{organization}/saml2/{suffix}/metadata.xml", get(endpoint::metadata_of))
        .route("/sent/{number}", get(sending_page::sent))
        .route("/form/{number}", get(sending_page::form))
        .route("/canary/{token}", any(sending_page::canary))
        .route("/canary/{organization}/{token}", any(sending_page::canary_of))
        .layer(from_fn(sending_page::hold_back))
        .layer(Extension(Arc::new(waiting::Waiting::default())))
}

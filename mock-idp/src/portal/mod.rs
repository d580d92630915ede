//! Admin portal and user portal.

pub mod session;

use axum::Router;

use crate::MockIdp;

/// All portal pages.
pub fn router() -> Router<MockIdp> {
    Router::new()
}

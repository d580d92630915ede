//! The JSON API.

use axum::Router;

use crate::MockIdp;

/// All JSON endpoints.
pub fn router() -> Router<MockIdp> {
    Router::new()
}

//! An API beside the pages.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// An answer of JSON.
pub fn json(status: StatusCode, value: Value) -> Response {
    (status, Json(value)).into_response()
}

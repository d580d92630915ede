//! Users and applications, listed and made.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::{ApiError, ApplicationView, Json, Within};
use crate::organization::{ApplicationSpec, SpecError, UserSpec};

pub(super) async fn users(Within(organization): Within) -> Response {
    axum::Json(organization.directory().users.clone()).into_response()
}

pub(super) async fn make_user(Within(organization): Within, Json(spec): Json<UserSpec>) -> Result<Response, ApiError> {
    let id = organization.make_user(spec).map_err(|error| refused(&error))?;
    let user = organization.directory().user(id).cloned();
    Ok((StatusCode::CREATED, axum::Json(user)).into_response())
}

pub(super) async fn make_application(
    Within(organization): Within,
    Json(spec): Json<ApplicationSpec>,
) -> Result<Response, ApiError> {
    let making = organization.clone();
    // A key may have to be made, which takes seconds.
    let made = tokio::task::spawn_blocking(move || making.make_application(spec)).await;
    let made = made.map_err(|error| ApiError(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    let id = made.map_err(|error| refused(&error))?;
    let view = organization.directory().application(id).map(|made| ApplicationView::of(&organization, made));
    Ok((StatusCode::CREATED, axum::Json(view)).into_response())
}

pub(super) fn refused(error: &SpecError) -> ApiError {
    let taken = matches!(error, SpecError::Taken(_) | SpecError::DuplicateEmail(_));
    let status = if taken { StatusCode::CONFLICT } else { StatusCode::BAD_REQUEST };
    ApiError(status, error.to_string())
}

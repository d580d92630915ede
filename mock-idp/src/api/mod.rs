//! The JSON API: organizations made and removed, and everything flipped while it runs.
//!
//! On the bare host the organization is in the path (`/api/organizations/{name}/...`), on an organization's
//! own host it is that one (`/api/...`). Errors are `{"error": "..."}`.

mod making;
mod next;

use std::collections::HashMap;

use axum::Router;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, patch};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::host::OrganizationHost;
use crate::idp::MockIdp;
use crate::organization::{
    Application, ApplicationId, ApplicationSettings, Organization, OrganizationSpec, SettingsPatch, User, UserId,
    UserState,
};

/// All JSON endpoints.
pub fn router() -> Router<MockIdp> {
    let within: [(&str, MethodRouter<MockIdp>); 8] = [
        ("journal", get(journal)),
        ("events", get(events)),
        ("applications", get(applications).post(making::make_application)),
        ("applications/{id}", patch(change_application)),
        ("users", get(making::users).post(making::make_user)),
        ("users/{id}", patch(change_user)),
        ("clock", patch(change_clock)),
        ("next", get(next::show).put(next::arm).delete(next::disarm)),
    ];
    let router = Router::new()
        .route("/api/organizations", get(list).post(create))
        .route("/api/recipes", get(next::recipes))
        .route("/api/organizations/{name}", get(show).delete(remove));
    within.into_iter().fold(router, |router, (path, handler)| {
        router
            .route(&format!("/api/{path}"), handler.clone())
            .route(&format!("/api/organizations/{{name}}/{path}"), handler)
    })
}

/// A failure as the API tells it.
#[derive(Debug)]
struct ApiError(StatusCode, String);

impl ApiError {
    fn not_found(what: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, what.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.0, axum::Json(serde_json::json!({ "error": self.1 }))).into_response()
    }
}

/// A JSON body; whatever is wrong with it is a 400. The content type is demanded, as it keeps other sites'
/// forms out.
struct Json<T>(T);

impl<T: DeserializeOwned, S: Sync + Send> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bad = |message: String| ApiError(StatusCode::BAD_REQUEST, message);
        let content_type =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if content_type.split(';').next().map(str::trim) != Some("application/json") {
            return Err(bad("the content type must be application/json".into()));
        }
        let body = axum::body::Bytes::from_request(request, state).await.map_err(|error| bad(error.body_text()))?;
        serde_json::from_slice(&body).map(Self).map_err(|error| bad(error.to_string()))
    }
}

/// The organization of the path or, without one there, of the host.
struct Within(Organization);

impl FromRequestParts<MockIdp> for Within {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, idp: &MockIdp) -> Result<Self, ApiError> {
        let host = parts.extensions.get::<OrganizationHost>().map(|host| host.0.clone());
        let Path(path) = Path::<HashMap<String, String>>::from_request_parts(parts, idp)
            .await
            .map_err(|error| ApiError(StatusCode::BAD_REQUEST, error.body_text()))?;
        match (path.get("name"), host) {
            (Some(name), None) => idp
                .organization(name)
                .map(Self)
                .ok_or_else(|| ApiError::not_found(format!("there is no organization called `{name}`"))),
            (None, Some(organization)) => Ok(Self(organization)),
            (Some(_), Some(_)) => Err(ApiError::not_found("this is only served on the bare host")),
            (None, None) => Err(ApiError::not_found("this is only served on an organization's host")),
        }
    }
}

/// The number at the end of the path.
struct Id(u32);

impl FromRequestParts<MockIdp> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, idp: &MockIdp) -> Result<Self, ApiError> {
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, idp).await.ok();
        let id = path.as_ref().and_then(|Path(path)| path.get("id")).map(|id| id.parse());
        match id {
            Some(Ok(id)) => Ok(Self(id)),
            _ => Err(ApiError::not_found("the id is not a number")),
        }
    }
}

/// Only on the bare host.
struct BareHost;

impl FromRequestParts<MockIdp> for BareHost {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &MockIdp) -> Result<Self, ApiError> {
        match parts.extensions.get::<OrganizationHost>() {
            None => Ok(Self),
            Some(_) => Err(ApiError::not_found("this is only served on the bare host")),
        }
    }
}

#[derive(Serialize)]
struct OrganizationView {
    name: String,
    base_url: String,
    users: Vec<User>,
    applications: Vec<ApplicationView>,
}

#[derive(Serialize)]
struct ApplicationView {
    id: ApplicationId,
    active: bool,
    sso_url: String,
    metadata_url: String,
    certificate: String,
    settings: ApplicationSettings,
}

impl OrganizationView {
    fn of(organization: &Organization) -> Self {
        let directory = organization.directory();
        Self {
            name: organization.name().to_owned(),
            base_url: organization.base_url().to_string(),
            users: directory.users.clone(),
            applications: directory.applications.iter().map(|a| ApplicationView::of(organization, a)).collect(),
        }
    }
}

impl ApplicationView {
    fn of(organization: &Organization, application: &Application) -> Self {
        let sso_url = organization.sso_url(&application.settings.idp_url_suffix);
        Self {
            id: application.id,
            active: application.active,
            metadata_url: format!("{sso_url}/metadata.xml"),
            sso_url,
            certificate: application
                .key_pair
                .certificate_pem()
                .expect("a certificate that was read or made can be written"),
            settings: application.settings.clone(),
        }
    }
}

async fn create(
    _: BareHost,
    State(idp): State<MockIdp>,
    Json(spec): Json<OrganizationSpec>,
) -> Result<Response, ApiError> {
    // A key may have to be made, which takes seconds.
    let made = tokio::task::spawn_blocking(move || idp.create_organization(spec)).await;
    let made = made.map_err(|error| ApiError(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    let organization = made.map_err(|error| making::refused(&error))?;
    Ok((StatusCode::CREATED, axum::Json(OrganizationView::of(&organization))).into_response())
}

/// All organizations, by name and address.
async fn list(_: BareHost, State(idp): State<MockIdp>) -> Response {
    let all = idp.organizations();
    let views = all.iter().map(|one| serde_json::json!({ "name": one.name(), "base_url": one.base_url().as_str() }));
    axum::Json(views.collect::<Vec<_>>()).into_response()
}

async fn show(_: BareHost, Within(organization): Within) -> Response {
    axum::Json(OrganizationView::of(&organization)).into_response()
}

async fn remove(_: BareHost, State(idp): State<MockIdp>, Within(organization): Within) -> StatusCode {
    idp.remove_organization(organization.name());
    StatusCode::NO_CONTENT
}

async fn journal(Within(organization): Within) -> Response {
    axum::Json(organization.journal().since(0)).into_response()
}

async fn events(Within(organization): Within) -> Response {
    axum::Json(organization.events()).into_response()
}

async fn applications(Within(organization): Within) -> Response {
    axum::Json(OrganizationView::of(&organization).applications).into_response()
}

/// Settings to change, and `active`.
async fn change_application(
    Within(organization): Within,
    Id(id): Id,
    Json(mut body): Json<serde_json::Map<String, serde_json::Value>>,
) -> Result<Response, ApiError> {
    let bad = |error: serde_json::Error| ApiError(StatusCode::BAD_REQUEST, error.to_string());
    let active: Option<bool> = body.shift_remove("active").map(serde_json::from_value).transpose().map_err(bad)?;
    let settings: SettingsPatch = serde_json::from_value(body.into()).map_err(bad)?;
    let mut directory = organization.directory();
    let application = directory
        .application_mut(ApplicationId(id))
        .ok_or_else(|| ApiError::not_found(format!("there is no application {id}")))?;
    settings.apply(&mut application.settings);
    application.active = active.unwrap_or(application.active);
    Ok(axum::Json(ApplicationView::of(&organization, application)).into_response())
}

/// What can be changed of a user.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserPatch {
    state: Option<UserState>,
    password: Option<String>,
    company_email: Option<String>,
}

async fn change_user(
    Within(organization): Within,
    Id(id): Id,
    Json(change): Json<UserPatch>,
) -> Result<Response, ApiError> {
    let id = UserId(id);
    let mut directory = organization.directory();
    if let Some(email) = &change.company_email
        && directory.users.iter().any(|user| user.id != id && user.company_email.eq_ignore_ascii_case(email))
    {
        return Err(ApiError(StatusCode::CONFLICT, format!("another user has the company e-mail `{email}`")));
    }
    let user = directory.user_mut(id).ok_or_else(|| ApiError::not_found(format!("there is no user {}", id.0)))?;
    user.state = change.state.unwrap_or(user.state);
    if let Some(password) = change.password {
        user.password = password;
    }
    if let Some(company_email) = change.company_email {
        user.company_email = company_email;
    }
    Ok(axum::Json(user.clone()).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockPatch {
    offset_seconds: i64,
}

async fn change_clock(Within(organization): Within, Json(change): Json<ClockPatch>) -> Response {
    organization.clock().set_offset(change.offset_seconds);
    let now = crate::organization::xs_date_time(organization.clock().now());
    axum::Json(serde_json::json!({ "now": now })).into_response()
}

//! The addresses of the SP.

mod acs;
pub mod answer;
#[cfg(test)]
pub(crate) mod browser;
pub mod candidates;
mod company_login;
mod company_settings;
mod member;
mod other_settings;
mod sign_in;
#[cfg(test)]
mod tests;

pub use member::session;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};

use crate::app::App;
use crate::keys::CERTIFICATE_PEM;
use crate::manner::{PlainSp, Traits};
use crate::pages;
use crate::settings::TRIAL_PAGE;

const PRIVACY: &str = "What a test sends is kept in memory until the program ends.";

/// All of them, as a manner has them.
pub fn router(mut app: App, manner: &Traits) -> Router {
    (manner.app)(&mut app);
    let every_answer = app.hooks.every_answer;
    let (answer, sp) = (manner.answer, PlainSp::new(app));
    let answer = move |request: Request| {
        let sp = sp.clone();
        async move { answer(sp, request).await }
    };
    Router::new().fallback(answer).layer(map_response(move |answer| async move { every_answer(answer) }))
}

/// Those of the SP without a manner.
pub fn plain(app: App) -> Router {
    let elsewhere = if app.hooks.acs_anywhere { any(acs::arrive) } else { any(not_found) };
    Router::new()
        .route("/", get(async || pages::home()))
        .route("/privacy", get(async || pages::message("Privacy", PRIVACY)))
        .route("/login/company", get(company_login::show).post(company_login::start))
        .route(&app.acs_path, any(acs::arrive))
        .route("/saml/metadata", get(metadata))
        .route("/saml/certificate.pem", get(certificate))
        .route("/settings/sso", get(company_settings::show).post(company_settings::update))
        .route("/settings/sso/manual", get(other_settings::manual).post(other_settings::update_manual))
        .route(TRIAL_PAGE, get(other_settings::test_first).post(other_settings::update_test_first))
        .route("/me", get(member::me))
        .route("/orders", get(member::order))
        .route("/orders/{*path}", get(member::order))
        .route("/logout", get(member::logout))
        .fallback_service(elsewhere.with_state(app.clone()))
        .with_state(app)
}

async fn metadata(State(app): State<App>) -> Response {
    let document = (app.hooks.metadata)(&app.entity_id(), &app.acs_url());
    ([(CONTENT_TYPE, app.hooks.metadata_type)], document).into_response()
}

async fn certificate() -> Response {
    let headers =
        [(CONTENT_TYPE, "application/x-pem-file"), (CONTENT_DISPOSITION, "attachment; filename=\"reference-sp.pem\"")];
    (headers, CERTIFICATE_PEM).into_response()
}

/// The bare 404: what the SP of the guide shows for nearly everything that goes wrong.
async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, pages::not_found()).into_response()
}

/// An answer that leads elsewhere by GET.
pub fn see_other(location: &str) -> Response {
    (StatusCode::SEE_OTHER, [("location", location)]).into_response()
}

/// Logs what went wrong on our own side, and answers 500.
pub fn internal(error: &dyn std::fmt::Display) -> Response {
    crate::app::log(&format!("error: {error}"));
    (StatusCode::INTERNAL_SERVER_ERROR, pages::message("Something went wrong", "Please try again later."))
        .into_response()
}

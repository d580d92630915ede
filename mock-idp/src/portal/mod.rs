//! The pages of the guide: Admin Portal at `/admin`, User Portal at `/userconsole`.
//!
//! Rendered on the server from the organization's directory, which the pages change directly. All
//! forms work without script; the little there is shows one tab at a time.

mod application_draft;
mod application_form;
mod applications;
mod certificates;
mod console;
mod form;
mod groups;
mod insights;
mod layout;
mod login;
mod switchboard;
mod users;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::idp::MockIdp;

/// All pages of both portals; the organization is chosen by the request's host.
pub fn router() -> Router<MockIdp> {
    Router::new().merge(admin()).merge(user_console())
}

fn admin() -> Router<MockIdp> {
    Router::new()
        .route("/admin", get(|| async { Redirect::to("/admin/groups") }))
        .route("/admin/groups", get(groups::list).post(groups::create))
        .route("/admin/groups/new", get(groups::new))
        .route("/admin/groups/{id}", get(groups::show))
        .route("/admin/users", get(users::list).post(users::create))
        .route("/admin/users/add", get(users::add))
        .route("/admin/users/new", get(users::new))
        .route("/admin/users/{id}", get(users::show).post(users::save))
        .route("/admin/users/{id}/state", post(users::change_state))
        .route("/admin/sso", get(applications::list).post(applications::create))
        .route("/admin/sso/add", get(applications::add))
        .route("/admin/sso/new", get(applications::new))
        .route("/admin/sso/new/metadata.xml", get(certificates::export_too_early))
        .route("/admin/sso/{id}", get(applications::show).post(applications::save))
        .route("/admin/sso/{id}/metadata.xml", get(certificates::export_metadata))
        .route("/admin/sso/{id}/certificate.pem", get(certificates::download))
        .route("/admin/sso/{id}/certificate", post(certificates::upload))
        .route("/admin/sso/{id}/certificate/regenerate", post(certificates::regenerate))
        .route("/admin/switchboard", get(switchboard::show))
        .route("/admin/switchboard/arm", post(switchboard::arm))
        .route("/admin/switchboard/disarm", post(switchboard::disarm))
        .route("/admin/switchboard/{id}", post(switchboard::set))
        .route("/admin/events", get(insights::events))
        .route("/admin/journal", get(insights::journal))
}

fn user_console() -> Router<MockIdp> {
    Router::new()
        .route("/userconsole", get(console::show))
        .route("/userconsole/login", get(login::show).post(login::email_entered))
        .route("/userconsole/login/password", post(login::password_entered))
        .route("/userconsole/logout", post(console::logout))
}

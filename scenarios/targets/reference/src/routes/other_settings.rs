//! SSO Settings in two other ways that SPs have: without metadata, and with a test login first.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::company_settings::{Which, fields};
use super::{not_found, session};
use crate::app::{App, log};
use crate::pages::{self, Message};
use crate::people::Company;
use crate::settings::{CompanySettings, Trial};

/// The page without metadata.
pub async fn manual(State(app): State<App>, Query(which): Query<Which>) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    pages::manual(&app, company, stored(&app, company).as_ref(), None).into_response()
}

/// Its Update.
pub async fn update_manual(State(app): State<App>, Query(which): Query<Which>, request: Request) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    let Ok(fields) = fields(request).await else { return unreadable() };
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let made = CompanySettings::of_parts(&field("issuer"), &field("idp_url"), &field("certificate"));
    let (status, error) = store(&app, company, made);
    let stored = stored(&app, company);
    (status, pages::manual(&app, company, stored.as_ref(), Some(message(error.as_deref())))).into_response()
}

/// The page that wants a test login. Whoever comes here signed in has come through one.
pub async fn test_first(State(app): State<App>, headers: HeaderMap, Query(which): Query<Which>) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    let is_back = session(&app, &headers).is_some_and(|session| company.members.contains(&session.person));
    if is_back
        && let Some(settings) = app.store().settings.get_mut(company.name)
        && settings.trial == Trial::Open
    {
        settings.trial = Trial::Passed;
    }
    pages::test_first(&app, company, stored(&app, company).as_ref(), None).into_response()
}

/// Its Save, and the switch once the test login has passed.
pub async fn update_test_first(State(app): State<App>, Query(which): Query<Which>, request: Request) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    let Ok(fields) = fields(request).await else { return unreadable() };
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let made = match (field("act").as_str(), stored(&app, company)) {
        ("enable", Some(settings)) if settings.trial == Trial::Passed => {
            Ok(CompanySettings { enabled: true, ..settings })
        }
        ("enable", _) => Err("SSO can be switched on after a test login.".to_owned()),
        _ => CompanySettings::on_trial(&field("issuer"), &field("metadata")),
    };
    let (status, error) = store(&app, company, made);
    let stored = stored(&app, company);
    (status, pages::test_first(&app, company, stored.as_ref(), Some(message(error.as_deref())))).into_response()
}

fn stored(app: &App, company: &Company) -> Option<CompanySettings> {
    app.store().settings.get(company.name).cloned()
}

/// Stores what was made; settings that are refused leave what is stored as it was.
fn store(app: &App, company: &Company, made: Result<CompanySettings, String>) -> (StatusCode, Option<String>) {
    match made.and_then(app.hooks.stored) {
        Ok(settings) => {
            app.store().settings.insert(company.name, settings);
            (StatusCode::OK, None)
        }
        Err(reason) => {
            log(&format!("refused: settings of {}: {reason}", company.name));
            (StatusCode::UNPROCESSABLE_ENTITY, Some(reason))
        }
    }
}

fn message(error: Option<&str>) -> Message<'_> {
    error.map_or(Message::Notice("Settings updated"), Message::Error)
}

fn unreadable() -> Response {
    (StatusCode::BAD_REQUEST, pages::message("Bad request", "The form could not be read.")).into_response()
}

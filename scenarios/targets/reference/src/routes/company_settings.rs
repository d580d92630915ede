//! The SSO Settings page of a company.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use url::form_urlencoded;

use super::not_found;
use crate::app::{App, log};
use crate::pages::{self, Message};
use crate::people::{self, Company};
use crate::settings::{CompanySettings, SettingsForm};

/// More than any metadata of one IdP.
const LIMIT: usize = 1 << 20;

/// Query of the page.
#[derive(Deserialize)]
pub struct Which {
    company: Option<String>,
}

impl Which {
    pub(super) fn company(&self) -> Option<&'static Company> {
        people::company(self.company.as_deref().unwrap_or("acme"))
    }
}

/// The page.
pub async fn show(State(app): State<App>, Query(which): Query<Which>) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    let stored = app.store().settings.get(company.name).cloned();
    let form = stored.as_ref().map_or_else(SettingsForm::blank, SettingsForm::of);
    pages::settings(&app, company, &form, stored.as_ref(), None).into_response()
}

/// Update. A form that is refused leaves what is stored as it was.
pub async fn update(State(app): State<App>, Query(which): Query<Which>, request: Request) -> Response {
    let Some(company) = which.company() else { return not_found().await };
    let fields = match fields(request).await {
        Ok(fields) => fields,
        Err(reason) => {
            log(&format!("refused: settings of {}: {reason}", company.name));
            return (StatusCode::BAD_REQUEST, pages::message("Bad request", "The form could not be read."))
                .into_response();
        }
    };
    let form = SettingsForm::from_fields(&fields);
    let stored = app.store().settings.get(company.name).cloned();
    match CompanySettings::update(stored.as_ref(), &form).and_then(app.hooks.stored) {
        Ok(settings) => {
            let form = SettingsForm::of(&settings);
            let message = Some(Message::Notice("Settings updated"));
            let page = pages::settings(&app, company, &form, Some(&settings), message);
            app.store().settings.insert(company.name, settings);
            page.into_response()
        }
        Err(reason) => {
            log(&format!("refused: settings of {}: {reason}", company.name));
            let page = pages::settings(&app, company, &form, stored.as_ref(), Some(Message::Error(&reason)));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

/// The fields of either kind of form.
pub(super) async fn fields(request: Request) -> Result<BTreeMap<String, String>, String> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let body = axum::body::to_bytes(request.into_body(), LIMIT).await.map_err(|error| error.to_string())?;
        return Ok(form_urlencoded::parse(&body).into_owned().collect());
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| error.body_text())?;
    let mut fields = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(|error| error.body_text())? {
        let name = field.name().unwrap_or_default().to_owned();
        fields.insert(name, field.text().await.map_err(|error| error.body_text())?);
    }
    Ok(fields)
}

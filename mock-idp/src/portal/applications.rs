//! Admin Portal, SSO: list of applications, adding one, its page.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::application_draft::ApplicationDraft;
use super::application_form::application_form;
use super::certificates::certificate_card;
use super::form::Submission;
use super::layout::{Section, admin_page, error_box, not_found, plain_page};
use crate::host::OrganizationHost;
use crate::organization::{ApplicationId, KeyError, KeyPair, KeySize, Organization};

pub(super) async fn list(OrganizationHost(organization): OrganizationHost) -> Markup {
    let applications = organization.directory().applications.clone();
    let add = html! { a.button.primary.add id="add-application" href="/admin/sso/add" { "Add Application" } };
    let body = html! {
        div.card.flush {
            @if applications.is_empty() { div.empty { "There are no applications yet." } } @else {
                table id="applications" {
                    thead { tr { th { "Application" } th { "IDP URL" } th { "Status" } } }
                    tbody {
                        @for application in &applications {
                            tr {
                                td { a href={ "/admin/sso/" (application.id.0) } { (application.settings.display_label) } }
                                td.mono { (organization.sso_url(&application.settings.idp_url_suffix)) }
                                td.tight { (status_badge(application.active)) }
                            }
                        }
                    }
                }
            }
        }
    };
    admin_page(&organization, Section::Sso, "SSO Applications", &add, &body)
}

fn status_badge(active: bool) -> Markup {
    if active {
        html! { span.badge.good id="status" { "Active" } }
    } else {
        html! { span.badge.wait id="status" { "Single Sign-On Inactive" } }
    }
}

pub(super) async fn add(OrganizationHost(organization): OrganizationHost) -> Markup {
    let body = html! {
        div.choices { a.choice id="custom-saml-app" href="/admin/sso/new" { "Custom SAML App" } }
    };
    admin_page(&organization, Section::Sso, "Add Application", &html! {}, &body)
}

pub(super) async fn new(OrganizationHost(organization): OrganizationHost) -> Markup {
    page(&organization, &ApplicationDraft::new(), &[], None)
}

/// What the redirect after a change says about it.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    notice: Option<Notice>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Notice {
    Activated,
    Saved,
    Deactivated,
    Certificate,
}

pub(super) async fn show(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    Query(told): Query<Told>,
) -> Response {
    match find(&organization, id) {
        Some(draft) => page(&organization, &draft, &[], told.notice).into_response(),
        None => not_found("application"),
    }
}

/// The stored application as its form shows it.
pub(super) fn find(organization: &Organization, id: u32) -> Option<ApplicationDraft> {
    organization.directory().application(ApplicationId(id)).map(ApplicationDraft::of)
}

pub(super) async fn create(OrganizationHost(organization): OrganizationHost, submission: Submission) -> Response {
    let mut draft = ApplicationDraft::new();
    let problems = draft.read(&submission);
    if !problems.is_empty() {
        return refused(&organization, &draft, &problems);
    }
    let key_pair = match issue_key_pair(&organization, draft.settings.key_size()).await {
        Ok(key_pair) => key_pair,
        Err(problem) => return plain_page(StatusCode::INTERNAL_SERVER_ERROR, "No key pair", &problem),
    };
    let activate = submission.text("action") == "activate";
    let mut directory = organization.directory();
    let id = directory.add_application(draft.settings, key_pair);
    if let Some(application) = directory.application_mut(id) {
        application.groups = draft.groups;
        application.active = activate;
    }
    changed(id, if activate { "activated" } else { "saved" })
}

pub(super) async fn save(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    submission: Submission,
) -> Response {
    let Some(mut draft) = find(&organization, id) else { return not_found("application") };
    let problems = draft.read(&submission);
    if !problems.is_empty() {
        return refused(&organization, &draft, &problems);
    }
    let mut directory = organization.directory();
    let Some(application) = directory.application_mut(ApplicationId(id)) else { return not_found("application") };
    application.settings = draft.settings;
    application.groups = draft.groups;
    let notice = match submission.text("action") {
        "activate" => {
            application.active = true;
            "activated"
        }
        "deactivate" => {
            application.active = false;
            "deactivated"
        }
        _ => "saved",
    };
    changed(application.id, notice)
}

/// Leads back to the application's page, which says what happened.
pub(super) fn changed(id: ApplicationId, notice: &str) -> Response {
    Redirect::to(&format!("/admin/sso/{}?notice={notice}", id.0)).into_response()
}

/// The form again, with what was entered and what is wrong with it.
pub(super) fn refused(organization: &Organization, draft: &ApplicationDraft, problems: &[String]) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(organization, draft, problems, None)).into_response()
}

/// A key pair of the organization's pool; making the pool's first keys takes seconds, so not on an async thread.
pub(super) async fn issue_key_pair(organization: &Organization, size: KeySize) -> Result<Arc<KeyPair>, String> {
    let (keys, name) = (organization.keys().clone(), organization.name().to_owned());
    let issued = tokio::task::spawn_blocking(move || keys.issue_sized(&name, size)).await.map_err(|e| e.to_string())?;
    issued.map_err(|error: KeyError| error.to_string())
}

fn page(organization: &Organization, draft: &ApplicationDraft, problems: &[String], notice: Option<Notice>) -> Markup {
    let title = match (draft.id, draft.settings.display_label.as_str()) {
        (None, _) => "New Custom SAML App",
        (Some(_), "") => "Custom SAML App",
        (Some(_), label) => label,
    };
    let path = draft.id.map_or_else(|| "/admin/sso/new".to_owned(), |id| format!("/admin/sso/{}", id.0));
    let head = html! {
        @if draft.id.is_some() { (status_badge(draft.active)) }
        a.button id="export-metadata" href={ (path) "/metadata.xml" } { "Export Metadata" }
        @if draft.id.is_some() { a.button id="idp-certificate" href={ (path) "/certificate.pem" } { "IdP Certificate" } }
    };
    let body = html! {
        @match notice {
            Some(Notice::Activated) => div.notice id="notice" {
                "Your new application is active" " · "
                a id="download-certificate" href={ (path) "/certificate.pem" } { "Download certificate" }
            },
            Some(Notice::Saved) => div.notice id="notice" { "Saved" },
            Some(Notice::Deactivated) => div.notice id="notice" { "The application is inactive" },
            Some(Notice::Certificate) => div.notice id="notice" {
                "The IdP certificate has changed; export the metadata again and give it to the service provider"
            },
            None => {},
        }
        (error_box(problems))
        (application_form(organization, draft))
        @if let Some(id) = draft.id { (certificate_card(organization, id)) }
    };
    admin_page(organization, Section::Sso, title, &head, &body)
}

//! Metadata export, and the IdP's key pair of an application: download, regeneration, upload of an own one.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::applications::{changed, find, issue_key_pair, refused};
use super::form::Submission;
use super::layout::{not_found, pem_field, plain_page};
use crate::host::OrganizationHost;
use crate::organization::{Application, ApplicationId, KeyPair, Organization};

fn application(organization: &Organization, id: u32) -> Option<Application> {
    organization.directory().application(ApplicationId(id)).cloned()
}

fn attachment(content_type: &'static str, filename: &'static str, content: String) -> Response {
    let disposition = format!("attachment; filename=\"{filename}\"");
    ([(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], content)
        .into_response()
}

/// The metadata of an application, active or not, as the file that JumpCloud offers.
pub(super) async fn export_metadata(OrganizationHost(organization): OrganizationHost, Path(id): Path<u32>) -> Response {
    match application(&organization, id) {
        Some(application) => attachment(
            "application/samlmetadata+xml",
            "JumpCloud-saml2-metadata.xml",
            organization.metadata(&application),
        ),
        None => not_found("application"),
    }
}

/// Metadata of an application that is not created yet: its key pair does not exist.
pub(super) async fn export_too_early() -> Response {
    plain_page(StatusCode::CONFLICT, "No metadata yet", "Activate the application first")
}

/// The IdP certificate as PEM.
pub(super) async fn download(OrganizationHost(organization): OrganizationHost, Path(id): Path<u32>) -> Response {
    let Some(application) = application(&organization, id) else { return not_found("application") };
    match application.key_pair.certificate_pem() {
        Ok(pem) => attachment("application/x-pem-file", "certificate.pem", pem),
        Err(error) => plain_page(StatusCode::INTERNAL_SERVER_ERROR, "No certificate", &error.to_string()),
    }
}

/// Replaces the key pair by a new one of the organization's pool, of the size that the settings say.
pub(super) async fn regenerate(OrganizationHost(organization): OrganizationHost, Path(id): Path<u32>) -> Response {
    let Some(application) = application(&organization, id) else { return not_found("application") };
    match issue_key_pair(&organization, application.settings.key_size()).await {
        Ok(key_pair) => replace(&organization, id, key_pair),
        Err(problem) => plain_page(StatusCode::INTERNAL_SERVER_ERROR, "No key pair", &problem),
    }
}

/// Replaces the key pair by an uploaded one.
pub(super) async fn upload(
    OrganizationHost(organization): OrganizationHost,
    Path(id): Path<u32>,
    submission: Submission,
) -> Response {
    let certificate = submission.file_or_text("idp_certificate", "idp_certificate_pem");
    let private_key = submission.file_or_text("idp_private_key", "idp_private_key_pem");
    match KeyPair::from_pem(&certificate, &private_key) {
        Ok(key_pair) => replace(&organization, id, key_pair.into()),
        Err(error) => match find(&organization, id) {
            Some(draft) => refused(&organization, &draft, &[format!("Key pair not taken: {error}")]),
            None => not_found("application"),
        },
    }
}

fn replace(organization: &Organization, id: u32, key_pair: std::sync::Arc<KeyPair>) -> Response {
    let mut directory = organization.directory();
    let Some(application) = directory.application_mut(ApplicationId(id)) else { return not_found("application") };
    application.key_pair = key_pair;
    changed(application.id, "certificate")
}

/// The part of an application's page that shows and replaces its IdP key pair.
pub(super) fn certificate_card(organization: &Organization, id: ApplicationId) -> Markup {
    let Some(application) = application(organization, id.0) else { return html! {} };
    let certificate = &application.key_pair.certificate;
    let fingerprint = certificate
        .digest(openssl::hash::MessageDigest::sha256())
        .map(|digest| digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":"))
        .expect("SHA-256 of a certificate can be computed");
    html! {
        div.card {
            h2 { "IdP certificate and private key" }
            p.hint { "Valid from " (certificate.not_before()) " to " (certificate.not_after()) }
            p.hint { "SHA-256 fingerprint " span.mono id="idp-fingerprint" { (fingerprint) } }
            form method="post" action={ "/admin/sso/" (id.0) "/certificate/regenerate" } {
                button id="regenerate-certificate" type="submit" { "Regenerate certificate" }
            }
            br;
            details id="upload-pair" {
                summary { "Upload an own pair" }
                form method="post" action={ "/admin/sso/" (id.0) "/certificate" } enctype="multipart/form-data" {
                    (pem_field("idp_certificate", "New IdP certificate", "", ""))
                    (pem_field("idp_private_key", "IdP Private Key", "", "It must belong to the certificate."))
                    button id="upload-certificate" type="submit" { "Upload certificate" }
                }
            }
        }
    }
}

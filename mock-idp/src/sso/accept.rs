//! Holding an AuthnRequest against the settings of the application it was sent to.

use openssl::x509::X509;

use super::receive::Received;
use super::{Answer, Refusal};
use crate::message::authn_request::AuthnRequest;
use crate::organization::{ApplicationSettings, SsoAuthReason, UnverifiableRequest};
use crate::sign::{SignatureError, is_signed, verify_redirect, verify_root};
use crate::xml::Document;

/// Decides whether the request is one to answer, and where the answer goes. `endpoint` is the URL that received it.
/// Refused is what cannot sensibly be answered; whatever else is wrong with the request is a finding in the journal,
/// and only with `strict_requests` a reason to refuse.
pub(super) fn accept(
    received: &Received,
    message: &[u8],
    settings: &ApplicationSettings,
    endpoint: &str,
) -> Result<Answer, Refusal> {
    let (request, document) = AuthnRequest::parse(message).map_err(|error| {
        Refusal::new(SsoAuthReason::MalformedRequest, format!("The AuthnRequest cannot be read: {error}."))
    })?;
    check_signature(received, &document, settings)?;
    check_issuer(&request, settings)?;
    if settings.strict_requests {
        check_faults(&request, endpoint)?;
    }
    let acs_url = acs_url(&request, settings)?;
    Ok(Answer {
        to_request: true,
        in_response_to: request.id,
        acs_url: Some(acs_url),
        relay_state: received.relay_state.clone(),
    })
}

fn check_faults(request: &AuthnRequest, endpoint: &str) -> Result<(), Refusal> {
    let faults = request.faults(endpoint);
    if faults.is_empty() {
        return Ok(());
    }
    let faults: Vec<_> = faults.iter().map(|fault| format!("{fault} ({})", fault.clause())).collect();
    let message = format!("The AuthnRequest is not accepted: {}.", faults.join("; "));
    Err(Refusal::new(SsoAuthReason::MalformedRequest, message))
}

fn check_signature(received: &Received, document: &Document, settings: &ApplicationSettings) -> Result<(), Refusal> {
    if received.query_signature.is_none() && !is_signed(document) {
        return Ok(());
    }
    let refuse = |message: String| Err(Refusal::new(SsoAuthReason::RequestSignature, message));
    if settings.sp_certificate.trim().is_empty() {
        return match settings.unverifiable_request {
            UnverifiableRequest::Accept => Ok(()),
            UnverifiableRequest::Refuse => refuse(
                "The AuthnRequest is signed, but the application has no SP Certificate to verify it with.".into(),
            ),
        };
    }
    let certificates = X509::stack_from_pem(settings.sp_certificate.as_bytes()).unwrap_or_default();
    let Some((last, others)) = certificates.split_last() else {
        return refuse("The application's SP Certificate cannot be read.".into());
    };
    let verify = |certificate: &X509| match &received.query_signature {
        Some(signature) => verify_redirect(&signature.signed, &signature.algorithm, &signature.value, certificate),
        None => verify_root(document, certificate),
    };
    // An SP that renews its key publishes the old one and the new one for some weeks, in any order (metadata 2.4.1.1).
    if others.iter().any(|certificate| verify(certificate).is_ok()) {
        return Ok(());
    }
    verify(last).or_else(|error: SignatureError| {
        let keys = if others.is_empty() { String::new() } else { format!(" with any of {} keys", certificates.len()) };
        refuse(format!("The signature of the AuthnRequest was not accepted{keys}: {error}."))
    })
}

fn check_issuer(request: &AuthnRequest, settings: &ApplicationSettings) -> Result<(), Refusal> {
    let message = match request.issuer.as_deref() {
        Some(issuer) if issuer == settings.sp_entity_id => return Ok(()),
        Some(issuer) => format!(
            "The request's Issuer is `{issuer}`, the application's SP Entity ID is `{}`.",
            settings.sp_entity_id
        ),
        None => format!("The request has no Issuer, the application's SP Entity ID is `{}`.", settings.sp_entity_id),
    };
    Err(Refusal::new(SsoAuthReason::IssuerMismatch, message))
}

/// SAML core 3.4.1: by URL or by index; without either the default one.
fn acs_url(request: &AuthnRequest, settings: &ApplicationSettings) -> Result<String, Refusal> {
    let refuse = |message: String| Refusal::new(SsoAuthReason::UnknownAcsUrl, message);
    match (&request.acs_url, request.acs_index) {
        (Some(url), _) if settings.acs_urls.contains(url) => Ok(url.clone()),
        (Some(url), _) => Err(refuse(format!(
            "The request asks for the Assertion Consumer Service URL `{url}`, the application has `{}`.",
            settings.acs_urls.join("`, `")
        ))),
        (None, Some(index)) => settings.acs_url_of_index(index).ok_or_else(|| {
            refuse(format!(
                "The request asks for ACS URL number {index}, the application has {}.",
                settings.acs_urls.len()
            ))
        }),
        (None, None) => default_acs_url(settings),
    }
}

/// The first of the application's ACS URLs.
pub(super) fn default_acs_url(settings: &ApplicationSettings) -> Result<String, Refusal> {
    settings
        .acs_urls
        .first()
        .cloned()
        .ok_or_else(|| Refusal::new(SsoAuthReason::UnknownAcsUrl, "The application has no ACS URL."))
}

//! What the SP says of itself in its metadata.

use std::time::Duration;

use super::RunError;
use super::client::client;
use super::error::ProvisionError;
use crate::evidence::{CaseEvidence, SpEndpoint, SpMetadataFetch};
use crate::judge::rule::ASKS_ENDPOINTS;
use crate::plan::Case;

const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

/// Entity ID, default ACS and signing certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpMetadata {
    /// `entityID`.
    pub entity_id: String,
    /// Location of the default AssertionConsumerService with HTTP-POST (metadata 2.4.4).
    pub acs_url: String,
    /// First certificate that may be used for signing, as PEM.
    pub certificate_pem: Option<String>,
}

impl SpMetadata {
    /// Fetches and reads it.
    pub async fn fetch(url: &str) -> Result<Self, RunError> {
        let failed = |reason: String| RunError::from(ProvisionError::SpMetadata { url: url.to_owned(), reason });
        let fetched = fetch(url).await;
        match (fetched.error, fetched.status) {
            (Some(error), _) => Err(failed(error)),
            (None, Some(status)) if !(200..300).contains(&status) => Err(failed(format!("HTTP {status}"))),
            _ => Self::read(&fetched.text).map_err(failed),
        }
    }

    fn read(text: &str) -> Result<Self, String> {
        let document = roxmltree::Document::parse(text).map_err(|e| e.to_string())?;
        let entity = document.root_element();
        let entity_id = entity.attribute("entityID").ok_or("no entityID")?.to_owned();
        let services = || {
            let all = document.descendants().filter(|n| n.has_tag_name((MD, "AssertionConsumerService")));
            all.filter(|n| n.attribute("Binding") == Some(POST))
        };
        let service = services().find(|n| n.attribute("isDefault") == Some("true")).or_else(|| services().next());
        let acs_url = service.and_then(|n| n.attribute("Location")).ok_or("no HTTP-POST AssertionConsumerService")?;
        let key = document
            .descendants()
            .find(|n| n.has_tag_name((MD, "KeyDescriptor")) && n.attribute("use") != Some("encryption"));
        let certificate = key.and_then(|k| k.descendants().find(|n| n.has_tag_name((DS, "X509Certificate"))));
        let certificate_pem = certificate.and_then(|n| n.text()).map(pem);
        Ok(Self { entity_id, acs_url: acs_url.to_owned(), certificate_pem })
    }
}

/// How long an answer may take. It counts against the case's own time, and is asked for twice.
const LIMIT: Duration = Duration::from_secs(10);

/// Adds the metadata at `url` to the evidence, and the first time what its addresses answer, if a rule looks at that.
pub async fn gather(url: &str, case: &Case, evidence: &mut CaseEvidence) {
    let metadata = fetch(url).await;
    if evidence.sp_metadata.is_empty() && case.expect.rules.iter().any(|rule| rule == ASKS_ENDPOINTS) {
        evidence.sp_endpoints = endpoints(&metadata.text).await;
    }
    evidence.sp_metadata.push(metadata);
}

/// Asks each address that the SP's metadata names, once; redirects are not followed.
async fn endpoints(text: &str) -> Vec<SpEndpoint> {
    let client = reqwest::Client::builder().timeout(LIMIT).redirect(reqwest::redirect::Policy::none()).build();
    let mut asked = Vec::new();
    for (element, url) in locations(text) {
        let mut endpoint = SpEndpoint { element, url, ..SpEndpoint::default() };
        let answer = match &client {
            Ok(client) => client.get(&endpoint.url).send().await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match answer {
            Ok(answer) => endpoint.status = Some(answer.status().as_u16()),
            Err(error) => endpoint.error = Some(error),
        }
        asked.push(endpoint);
    }
    asked
}

/// Element and Location of every endpoint of the SP's role.
fn locations(text: &str) -> Vec<(String, String)> {
    let Ok(document) = roxmltree::Document::parse(text) else { return Vec::new() };
    let roles = document.descendants().filter(|n| n.has_tag_name((MD, "SPSSODescriptor")));
    let endpoints = roles.flat_map(|role| role.children());
    let named = endpoints.filter_map(|n| Some((n.tag_name().name().to_owned(), n.attribute("Location")?.to_owned())));
    named.collect()
}

/// Fetches what is at `url`; trouble is part of the answer.
async fn fetch(url: &str) -> SpMetadataFetch {
    let mut fetched = SpMetadataFetch { url: url.to_owned(), at: jiff::Timestamp::now(), ..SpMetadataFetch::default() };
    let answer = async {
        let answer = client()?.get(url).timeout(LIMIT).send().await?;
        fetched.status = Some(answer.status().as_u16());
        let kind = answer.headers().get(http::header::CONTENT_TYPE);
        fetched.content_type = kind.map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned());
        answer.text().await
    };
    match answer.await {
        Ok(text) => fetched.text = text,
        Err(error) => fetched.error = Some(error.to_string()),
    }
    fetched
}

fn pem(base64: &str) -> String {
    let text: String = base64.split_whitespace().collect();
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|l| std::str::from_utf8(l).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_acs_and_the_signing_key_are_taken() {
        let text = r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sp"><SPSSODescriptor>
            <KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>ENC</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate> SI
            GN </X509Certificate></X509Data></KeyInfo></KeyDescriptor>
            <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="/one"/>
            <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" isDefault="true" Location="/two"/>
            </SPSSODescriptor></EntityDescriptor>"#;
        let metadata = SpMetadata::read(text).unwrap();
        assert_eq!((metadata.entity_id.as_str(), metadata.acs_url.as_str()), ("sp", "/two"));
        assert_eq!(metadata.certificate_pem.unwrap().lines().nth(1), Some("SIGN"));
    }

    #[tokio::test]
    async fn every_address_of_the_role_is_asked() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let there = format!("http://{}/acs", listener.local_addr().unwrap());
        let app = axum::Router::new().route("/acs", axum::routing::get(|| async { http::StatusCode::FORBIDDEN }));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let text = format!(
            r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><SPSSODescriptor>
            <SingleLogoutService Location="nowhere"/><AssertionConsumerService Location="{there}"/></SPSSODescriptor></EntityDescriptor>"#
        );
        let asked = endpoints(&text).await;
        server.abort();
        let told: Vec<_> = asked.iter().map(|e| (e.element.as_str(), e.status, e.error.is_some())).collect();
        assert_eq!(told, [("SingleLogoutService", None, true), ("AssertionConsumerService", Some(403), false)]);
    }
}

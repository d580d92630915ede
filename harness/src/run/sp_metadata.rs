//! Fetching what the SP says of itself in its metadata.

use std::time::Duration;

use http_browser::Trust;

use super::RunError;
use super::client::{body, client};
use super::error::{ProvisionError, with_causes};
use crate::evidence::{CaseEvidence, SpEndpoint, SpMetadataFetch};
use crate::judge::rule::ASKS_ENDPOINTS;
use crate::plan::Case;
use crate::sp_metadata::{MD, SpMetadata, decode, parse};

/// Fetches the metadata at `url` and reads what it says of the SP called `entity_id`, or of the only one.
pub async fn learn(url: &str, entity_id: Option<&str>, trust: &Trust) -> Result<SpMetadata, RunError> {
    let failed = |reason: String| RunError::from(ProvisionError::SpMetadata { url: url.to_owned(), reason });
    let fetched = fetch(url, trust).await;
    match (fetched.error, fetched.status) {
        (Some(error), _) => Err(failed(error)),
        (None, Some(status)) if !(200..300).contains(&status) => Err(failed(format!("HTTP {status}"))),
        _ => SpMetadata::read(&fetched.text, entity_id).map_err(failed),
    }
}

/// How long an answer may take. It counts against the case's own time, and is asked for twice.
const LIMIT: Duration = Duration::from_secs(10);

/// Adds the metadata at `url` to the evidence, and the first time what its addresses answer, if a rule looks at that.
pub async fn gather(url: &str, trust: &Trust, case: &Case, evidence: &mut CaseEvidence) {
    let metadata = fetch(url, trust).await;
    if evidence.sp_metadata.is_empty() && case.expect.rules.iter().any(|rule| rule == ASKS_ENDPOINTS) {
        evidence.sp_endpoints = endpoints(&metadata.text, trust).await;
    }
    evidence.sp_metadata.push(metadata);
}

/// Asks each address that the SP's metadata names, once; redirects are not followed.
async fn endpoints(text: &str, trust: &Trust) -> Vec<SpEndpoint> {
    let client = http_browser::client::client(trust)
        .and_then(|builder| builder.timeout(LIMIT).redirect(reqwest::redirect::Policy::none()).build());
    let mut asked = Vec::new();
    for (element, url) in locations(text) {
        let mut endpoint = SpEndpoint { element, url, ..SpEndpoint::default() };
        let answer = match &client {
            Ok(client) => client.get(&endpoint.url).send().await.map_err(|error| with_causes(&error)),
            Err(error) => Err(with_causes(error)),
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
    let Ok(document) = parse(text) else { return Vec::new() };
    let roles = document.descendants().filter(|n| n.has_tag_name((MD, "SPSSODescriptor")));
    let endpoints = roles.flat_map(|role| role.children());
    let named = endpoints.filter_map(|n| Some((n.tag_name().name().to_owned(), n.attribute("Location")?.to_owned())));
    named.collect()
}

/// Fetches what is at `url`; trouble is part of the answer.
async fn fetch(url: &str, trust: &Trust) -> SpMetadataFetch {
    let mut fetched = SpMetadataFetch { url: url.to_owned(), at: jiff::Timestamp::now(), ..SpMetadataFetch::default() };
    let answer = async {
        let answer = client(trust)?.get(url).timeout(LIMIT).send().await?;
        fetched.status = Some(answer.status().as_u16());
        let kind = answer.headers().get(http::header::CONTENT_TYPE);
        fetched.content_type = kind.map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned());
        body(answer).await
    };
    match answer.await {
        Ok(octets) => fetched.text = decode(&octets, fetched.content_type.as_deref()),
        Err(error) => fetched.error = Some(with_causes(&error)),
    }
    fetched
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let asked = endpoints(&text, &Trust::default()).await;
        server.abort();
        let told: Vec<_> = asked.iter().map(|e| (e.element.as_str(), e.status, e.error.is_some())).collect();
        assert_eq!(told, [("SingleLogoutService", None, true), ("AssertionConsumerService", Some(403), false)]);
    }
}

//! Requests to a small SP.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tokio::task::JoinHandle;

use super::*;
use crate::run::HttpEngine;
use crate::run::pictures::{Pictured, Pictures};

/// What the SP was sent: header `authorization`, Content-Type, body.
type Seen = Arc<Mutex<Vec<[String; 3]>>>;

/// An SP with an API for connections: the first is made, and every other met by a 409.
async fn sp() -> (String, Seen, JoinHandle<()>) {
    async fn make(State(seen): State<Seen>, headers: HeaderMap, body: String) -> impl IntoResponse {
        let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let token = header("authorization");
        let mut seen = seen.lock().unwrap();
        seen.push([token.clone(), header("content-type"), body]);
        match seen.len() {
            1 => (StatusCode::CREATED, r#"{"id": 7, "sso": {"acs": "/acs/7", "none": null}}"#.to_owned()),
            _ => (StatusCode::CONFLICT, format!("there is one already, says {token}")),
        }
    }
    let seen = Seen::default();
    let app = Router::new()
        .route("/api/sso", post(make))
        .route("/page", get(|| async { "<p>no JSON</p>" }))
        .with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    (base, seen, tokio::spawn(async move { axum::serve(listener, app).await.unwrap() }))
}

/// Sends `requests` to the SP; gives what came of it, the values then, what the SP was sent, and the report's pages.
async fn sent(requests: Vec<HttpRequest>) -> (Result<(), RunError>, Values, Vec<[String; 3]>, Vec<(String, String)>) {
    let (base, seen, server) = sp().await;
    let mut values = Values::default();
    values.set("sp.base_url", base);
    values.set("env.TOKEN", "s3cret");
    values.set("idp.metadata_xml", "<a b=\"c\">\n</a>");
    let folder = tempfile::TempDir::new().unwrap();
    let mut engine = HttpEngine::start().unwrap();
    let learned = crate::run::look_up::Learned::default();
    let target = crate::sample::target();
    let pictures = Pictures::below(folder.path(), Pictured::All);
    let mut person = Person::new(&mut engine, &target, &pictures, &learned, Instant::now());
    let procedure = Procedure::Http(requests);
    let done = carry_out("set-up", &procedure, &mut values, &target, &mut person).await;
    let pages = person.steps.iter().map(|step| (step.name.clone(), step.page.text.clone())).collect();
    server.abort();
    let seen = seen.lock().unwrap().clone();
    (done, values, seen, pages)
}

fn request(read: &[(&str, &str)], ok: &[u16]) -> HttpRequest {
    let texts = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    HttpRequest {
        url: "/api/sso".to_owned(),
        method: "POST".to_owned(),
        headers: [("Authorization".to_owned(), "Bearer {env.TOKEN}".to_owned())].into(),
        body: Some(r#"{{"metadata": {idp.metadata_xml|json}}}"#.to_owned()),
        ok: ok.to_vec(),
        read: read.iter().map(texts).collect(),
        ..HttpRequest::default()
    }
}

#[tokio::test]
async fn a_request_carries_json_and_its_answer_is_read() {
    let first = request(&[("sp.acs_url", "/sso/acs"), ("sp.connection", "/id")], &[]);
    let again =
        HttpRequest { url: "/api/sso?of={sp.connection}".to_owned(), ..request(&[("sp.x", "/x")], &[201, 409]) };
    let (done, values, seen, pages) = sent(vec![first, again]).await;
    done.unwrap();
    assert_eq!(values.get("sp.acs_url").as_deref(), Some("/acs/7"));
    assert_eq!(values.get("sp.connection").as_deref(), Some("7"));
    let [token, kind, body] = &seen[0];
    assert_eq!((token.as_str(), kind.as_str()), ("Bearer s3cret", "application/json"));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["metadata"], "<a b=\"c\">\n</a>");
    assert!(pages[1].0.ends_with("/api/sso?of=7"), "{pages:?}");
    // The report holds no secrets.
    assert_eq!(pages[1].1, "there is one already, says Bearer {env.TOKEN}");
}

#[tokio::test]
async fn a_status_that_is_not_fine_is_told_with_the_answers_text() {
    let (done, ..) = sent(vec![request(&[], &[]), request(&[], &[])]).await;
    let error = done.unwrap_err().to_string();
    assert!(error.contains("/api/sso answered HTTP 409: there is one already, says Bearer {env.TOKEN}"), "{error}");
    assert!(error.contains("`ok = [200, 409]`"), "{error}");
    let (done, ..) = sent(vec![request(&[], &[200])]).await;
    assert!(done.unwrap_err().to_string().contains("answered HTTP 201"));
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_the_answer() {
    for (pointer, url, method, message) in [
        ("/nothing", "/api/sso", "POST", "`/nothing` leads to no text in the answer to POST "),
        ("/sso/none", "/api/sso", "POST", "`/sso/none` leads to no text"),
        ("/id", "/page", "GET", "is no JSON, and `sp.acs_url` is to be read from it: <p>no JSON</p>"),
    ] {
        let asked =
            HttpRequest { url: url.to_owned(), method: method.to_owned(), ..request(&[("sp.acs_url", pointer)], &[]) };
        let error = sent(vec![asked]).await.0.unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_not_sent() {
    let body = r#"{{"metadata": "{idp.metadata_xml}"}}"#.to_owned();
    let (done, _, seen, _) = sent(vec![HttpRequest { body: Some(body), ..request(&[], &[]) }]).await;
    let error = done.unwrap_err().to_string();
    assert!(error.contains("`{name|json}`, without quotes"), "{error}");
    assert!(seen.is_empty());
}

//! Servers on https, and which certificates the two engines take.
#![allow(clippy::unwrap_used, missing_docs)]

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use mock_idp::tls::{Authority, TlsListener};
use saml_harness::run::browser::{Browser, BrowserOptions, install};
use saml_harness::run::{Engine, HttpEngine, Trust};

/// A page on `https://sp.localhost`, with a certificate of an authority that no machine trusts.
async fn secure_page() -> (String, Authority) {
    let authority = Authority::new().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://sp.localhost:{}/", listener.local_addr().unwrap().port());
    let acceptor = authority.acceptor(&["sp.localhost"]).unwrap();
    let app = Router::new().route("/", get(|| async { Html("<title>secure</title>") }));
    let listener = TlsListener::new(listener, acceptor).unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (url, authority)
}

/// What the engine gets at `url`: the page's title, and why it was not loaded.
async fn got(mut engine: Box<dyn Engine>, url: &str) -> (String, Option<String>) {
    engine.open(url).await.unwrap();
    let title = engine.look().await.unwrap().title;
    let error = engine.documents().into_iter().find_map(|document| document.error);
    engine.stop().await;
    (title, error)
}

async fn browser(trust: &Trust, idp_authority: Option<String>) -> Box<dyn Engine> {
    install(false, &|_: &str| {}).await.unwrap();
    let options = BrowserOptions { idp_authority, ..BrowserOptions::default() };
    Box::new(Browser::trusting(&options, trust).await.unwrap())
}

fn http(trust: &Trust) -> Box<dyn Engine> {
    Box::new(HttpEngine::trusting(trust).unwrap())
}

const UNTRUSTED: &str = "net::ERR_CERT_AUTHORITY_INVALID";

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_taken_where_the_target_file_says_so() {
    let (url, authority) = secure_page().await;
    let loaded = ("secure".to_owned(), None);
    for trust in [Trust::any(), Trust::default().and(authority.certificate_pem())] {
        assert_eq!(got(http(&trust), &url).await, loaded, "{trust:?}");
        assert_eq!(got(browser(&trust, None).await, &url).await, loaded, "{trust:?}");
    }
    let stranger = Authority::new().unwrap();
    for trust in [Trust::default(), Trust::default().and(stranger.certificate_pem())] {
        assert_eq!(got(http(&trust), &url).await.1.as_deref(), Some(UNTRUSTED), "{trust:?}");
    }
    assert_eq!(got(browser(&Trust::default(), None).await, &url).await.1.as_deref(), Some(UNTRUSTED));
}

#[tokio::test]
async fn chromium_believes_the_authority_of_the_run_and_no_other() {
    let (url, authority) = secure_page().await;
    let of_run = authority.certificate_pem().to_owned();
    let trust = Trust::default().and(&*of_run);
    assert_eq!(got(browser(&trust, Some(of_run.clone())).await, &url).await, ("secure".to_owned(), None));
    let (elsewhere, _) = secure_page().await;
    assert_eq!(got(browser(&trust, Some(of_run)).await, &elsewhere).await.1.as_deref(), Some(UNTRUSTED));
}

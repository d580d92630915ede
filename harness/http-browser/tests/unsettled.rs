//! Pages that do not come to rest, or cannot without scripts.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use http_browser::{Browser, Trust, Unsettled};

async fn serve() -> (String, tokio::task::JoinHandle<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new()
        .route("/never", get(std::future::pending::<Html<&str>>))
        .route("/circle", get(|| async { Html("<meta http-equiv=refresh content='0;url=/circle'>") }))
        .route("/waits", get(waits))
        .route("/rest", get(|| async { Html("<title>rest</title>") }))
        .route(
            "/application",
            get(|| async { Html("<form><input type=hidden name=SAMLResponse></form><script>send(document)</script>") }),
        );
    (url, tokio::spawn(async move { axum::serve(listener, app).await.unwrap() }))
}

/// A page that waits until something is ready, which it is when it is asked for the third time.
async fn waits() -> Html<&'static str> {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let is_ready = ASKED.fetch_add(1, Ordering::Relaxed) == 2;
    Html(if is_ready { "<title>ready</title>" } else { "<meta http-equiv=refresh content='0.01'><title>wait</title>" })
}

#[tokio::test]
async fn a_page_that_loads_itself_anew_is_followed_until_it_is_ready() {
    let (url, server) = serve().await;
    let mut browser = Browser::new("test", &Trust::default()).unwrap();
    browser.open(&format!("{url}/waits")).await.unwrap();
    assert_eq!((browser.page().title.as_str(), browser.unsettled()), ("ready", None));
    server.abort();
}

#[tokio::test]
async fn a_page_that_does_not_settle_is_told_from_one_that_does() {
    let (url, server) = serve().await;
    let mut browser = Browser::new("test", &Trust::default()).unwrap();
    browser.open(&format!("{url}/application")).await.unwrap();
    assert_eq!(browser.unsettled(), Some(Unsettled::NeedsScripts));
    browser.open(&format!("{url}/circle")).await.unwrap();
    assert_eq!(browser.unsettled(), Some(Unsettled::Endless));
    browser.open(&format!("{url}/rest")).await.unwrap();
    assert_eq!(browser.unsettled(), None);
    browser.wait_at_most(Duration::from_millis(50));
    browser.open(&format!("{url}/never")).await.unwrap();
    assert_eq!(browser.unsettled(), Some(Unsettled::TooSlow));
    browser.empty();
    assert_eq!(browser.unsettled(), None);
    server.abort();
}

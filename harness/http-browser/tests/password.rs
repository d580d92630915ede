//! HTTP authentication: a server in front of the SP wants a name and a password.
#![allow(clippy::unwrap_used, missing_docs)]

use http_browser::{Browser, Trust};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const WANTED: &str = "authorization: basic c3rhz2u6czpjcmv0"; // stage:s:cret, in lower case

/// A server that lets nobody in without the password; its address without a scheme.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4096];
            let length = connection.read(&mut request).await.unwrap();
            let is_known = String::from_utf8_lossy(&request[..length]).to_lowercase().contains(WANTED);
            let (status, body) = if is_known { (200, "<a href=/two>Next</a>") } else { (401, "<p>Who?</p>") };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status} -\r\ncontent-type: text/html\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            connection.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    host
}

#[tokio::test]
async fn a_password_in_an_address_is_sent_to_that_origin_from_then_on_and_shown_nowhere() {
    let (host, other) = (server().await, server().await);
    let mut browser = Browser::new("test", &Trust::default()).unwrap();
    let mut statuses = Vec::new();
    let asked = [
        format!("http://{host}/"),
        format!("http://stage:s%3Acret@{host}/"),
        format!("http://{host}/saml/acs"),
        format!("http://{other}/"),
    ];
    for url in asked {
        browser.open(&url).await.unwrap();
        let documents = browser.take_documents();
        statuses.extend(documents.iter().map(|document| document.status.unwrap()));
        assert!(!format!("{documents:?}{:?}", browser.page()).contains("cret"), "{documents:?}");
    }
    assert_eq!(statuses, [401, 200, 200, 401]);
}

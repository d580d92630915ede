//! Connections that the server keeps open, and closes without a word.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http_browser::{Browser, Trust};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PAGE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 17\r\n\r\n<title>it</title>";

/// A server that answers so many requests of each connection, and closes it when the next one comes; also, how many
/// connections there were.
async fn server(answers: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (url, count) = (format!("http://{}", listener.local_addr().unwrap()), Arc::new(AtomicUsize::new(0)));
    let counted = count.clone();
    tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut request = vec![0; 4096];
                for _ in 0..answers {
                    if connection.read(&mut request).await.unwrap_or_default() == 0 {
                        return;
                    }
                    connection.write_all(PAGE).await.unwrap();
                }
                let _ = connection.read(&mut request).await;
            });
        }
    });
    (url, count)
}

#[tokio::test]
async fn a_request_that_meets_a_kept_connection_as_it_is_closed_is_sent_once_more() {
    let (url, connections) = server(1).await;
    let mut browser = Browser::new("test", &Trust::default()).unwrap();
    for path in ["a", "b", "c"] {
        browser.open(&format!("{url}/{path}")).await.unwrap();
        let documents = browser.take_documents();
        assert_eq!(documents.iter().map(|document| document.status).collect::<Vec<_>>(), [Some(200)], "{path}");
    }
    assert_eq!(connections.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_server_that_never_answers_is_asked_once() {
    let (url, connections) = server(0).await;
    let mut browser = Browser::new("test", &Trust::default()).unwrap();
    browser.open(&format!("{url}/a")).await.unwrap();
    let documents = browser.take_documents();
    assert_eq!(documents[0].error.as_deref(), Some("net::ERR_EMPTY_RESPONSE"));
    assert_eq!(connections.load(Ordering::Relaxed), 1);
}

//! The HTTP client for what the harness itself asks an SP for, beside the person at the browser.

use std::sync::{Mutex, PoisonError};

use http_browser::Trust;
use reqwest::{Client, Response};

/// How much of an answer is read: the longest metadata of a federation's single SP is far below it, and an SP that sends without
/// end does not fill the memory.
const MOST: usize = 10 * 1024 * 1024;

/// The client that takes the certificates that `trust` takes. It is made once, since reading the machine's certificates
/// takes long, and keeps no connection: SPs come and go.
pub(super) fn client(trust: &Trust) -> reqwest::Result<Client> {
    static CLIENTS: Mutex<Vec<(Trust, Client)>> = Mutex::new(Vec::new());
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, client)) = clients.iter().find(|(known, _)| known == trust) {
        return Ok(client.clone());
    }
    let made = http_browser::client::client(trust)?.pool_max_idle_per_host(0).build()?;
    clients.push((trust.clone(), made.clone()));
    Ok(made)
}

/// The body of `answer`, as far as it is read.
pub(super) async fn body(mut answer: Response) -> reqwest::Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        let room = MOST.saturating_sub(body.len());
        body.extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
        if room <= chunk.len() {
            break;
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn an_answer_without_end_is_read_as_far_as_it_may_be() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            // An answer before the question is none.
            assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            while stream.write_all(&[b'x'; 65_536]).await.is_ok() {}
        });
        let answer = client(&Trust::default()).unwrap().get(url).send().await.unwrap();
        assert_eq!(body(answer).await.unwrap().len(), MOST);
        server.await.unwrap();
    }
}

//! A POST that breaks off: no browser does that on demand, so it goes over a connection of our own.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::RunError;

/// Sends the head of a POST of `message` to `acs_url` and half of its body, and closes the connection.
pub(super) async fn post_half(acs_url: &str, message: &str) -> Result<(), RunError> {
    let failed = |reason: &dyn std::fmt::Display| RunError::Provision(format!("half a POST to {acs_url}: {reason}"));
    let url = url::Url::parse(acs_url).map_err(|error| failed(&error))?;
    if url.scheme() != "http" {
        return Err(failed(&"this is only done over plain http"));
    }
    let (host, port) = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(80));
    let body: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("SAMLResponse", message).finish();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        url.path(),
        body.len()
    );
    let mut stream = TcpStream::connect((host.as_str(), port)).await.map_err(|error| failed(&error))?;
    let half = &body.as_bytes()[..body.len() / 2];
    let sent = async {
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(half).await?;
        stream.flush().await
    };
    // The SP may hang up at once; that is an answer, too.
    let _ = sent.await;
    Ok(())
}

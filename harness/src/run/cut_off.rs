//! A POST that breaks off: no browser does that on demand, so it goes over a connection of our own.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::RunError;
use super::error::ProvisionError;

/// Sends the head of a POST of `message` to `acs_url` and half of its body, and closes the connection.
pub(super) async fn post_half(acs_url: &str, message: &str) -> Result<(), RunError> {
    let shown = acs_url.to_owned();
    let url = match url::Url::parse(acs_url) {
        Ok(url) if url.scheme() == "http" => url,
        Ok(_) => return Err(ProvisionError::HalfPostNotPlain { url: shown }.into()),
        Err(source) => return Err(ProvisionError::HalfPostAddress { url: shown, source }.into()),
    };
    let (host, port) = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(80));
    let body: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("SAMLResponse", message).finish();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        url.path(),
        body.len()
    );
    let connected = TcpStream::connect((host.as_str(), port)).await;
    let mut stream = connected.map_err(|source| ProvisionError::HalfPost { url: shown, source })?;
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

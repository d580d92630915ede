//! A POST that breaks off: no browser does that on demand, so it goes over a connection of our own.

use http_browser::Trust;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::RunError;
use super::error::ProvisionError;

/// Sends the head of a POST of `message` to `acs_url` and half of its body, and closes the connection.
/// An SP on https has a certificate that `trust` takes.
pub(super) async fn post_half(acs_url: &str, message: &str, trust: &Trust) -> Result<(), RunError> {
    let shown = acs_url.to_owned();
    let url = match url::Url::parse(acs_url) {
        Ok(url) => url,
        Err(source) => return Err(ProvisionError::HalfPostAddress { url: shown, source }.into()),
    };
    let (host, port) = (url.host_str().unwrap_or_default().to_owned(), url.port_or_known_default().unwrap_or(80));
    let unreachable = |source| ProvisionError::HalfPost { url: shown.clone(), source };
    let body: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("SAMLResponse", message).finish();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        url.path(),
        body.len()
    );
    let connected = TcpStream::connect((host.as_str(), port)).await;
    let stream = connected.map_err(unreachable)?;
    let half = &body.as_bytes()[..body.len() / 2];
    if url.scheme() == "https" {
        let secured = async {
            let connector = http_browser::client::tls(trust)?;
            tokio_native_tls::TlsConnector::from(connector).connect(host.trim_matches(['[', ']']), stream).await
        };
        send(secured.await.map_err(|error| unreachable(std::io::Error::other(error)))?, head.as_bytes(), half).await;
    } else {
        send(stream, head.as_bytes(), half).await;
    }
    Ok(())
}

/// Writes both, and hangs up.
async fn send(mut stream: impl AsyncWrite + Unpin, head: &[u8], half: &[u8]) {
    let sent = async {
        stream.write_all(head).await?;
        stream.write_all(half).await?;
        stream.flush().await
    };
    // The SP may hang up at once; that is an answer, too.
    let _: std::io::Result<()> = sent.await;
}

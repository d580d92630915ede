//! WebDriver BiDi, for browsers without DevTools: commands and events as JSON over one WebSocket.

use std::collections::VecDeque;
use std::fmt;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::protocol::{Message, WebSocketConfig};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use url::Url;

use crate::run::RunError;
use crate::run::error::BrowserError;

/// A page's source may come in one message.
const LARGEST: usize = 256 << 20;

trait Transport: AsyncRead + AsyncWrite + Send + Sync + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Transport for T {}

/// The connection of one session.
pub(super) struct Bidi {
    socket: WebSocketStream<Box<dyn Transport>>,
    next: u64,
    events: VecDeque<Value>,
}

impl fmt::Debug for Bidi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bidi").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Bidi {
    /// Connects to `url`, which the session's capability `webSocketUrl` names.
    pub async fn connect(url: &str) -> Result<Self, RunError> {
        let failed = |reason: String| BrowserError::NoBidi { url: url.to_owned(), reason };
        let parsed = Url::parse(url).map_err(|error| failed(error.to_string()))?;
        let host = parsed.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let port = parsed.port_or_known_default().unwrap_or_default();
        let stream = TcpStream::connect((host, port)).await.map_err(|error| failed(error.to_string()))?;
        let stream: Box<dyn Transport> = if parsed.scheme() == "wss" {
            let connector =
                tokio_native_tls::native_tls::TlsConnector::new().map_err(|error| failed(error.to_string()))?;
            let secured = tokio_native_tls::TlsConnector::from(connector).connect(host, stream).await;
            Box::new(secured.map_err(|error| failed(error.to_string()))?)
        } else {
            Box::new(stream)
        };
        let config = WebSocketConfig::default().max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
        let (socket, _) =
            client_async_with_config(url, stream, Some(config)).await.map_err(|error| failed(error.to_string()))?;
        Ok(Self { socket, next: 0, events: VecDeque::new() })
    }

    /// What `command` comes to. Events that come before the answer are kept: the browser sends both in the order in which
    /// they happened.
    pub async fn call(&mut self, command: &'static str, parameters: Value) -> Result<Value, BrowserError> {
        self.next += 1;
        let id = self.next;
        let lost = |reason: String| BrowserError::BidiLost { reason };
        let message = json!({"id": id, "method": command, "params": parameters}).to_string();
        self.socket.send(Message::text(message)).await.map_err(|error| lost(error.to_string()))?;
        loop {
            let message = match self.socket.next().await {
                Some(message) => message.map_err(|error| lost(error.to_string()))?,
                None => return Err(lost("it has ended".to_owned())),
            };
            let Message::Text(text) = message else { continue };
            let mut message: Value = serde_json::from_str(text.as_str()).map_err(|error| lost(error.to_string()))?;
            if message["type"] == "event" {
                self.events.push_back(message);
            } else if message["id"] == id {
                let said = |key: &str| message[key].as_str().unwrap_or_default();
                return match message["type"].as_str() {
                    Some("success") => Ok(message["result"].take()),
                    _ => {
                        let reason = format!("{}: {}", said("error"), said("message"));
                        Err(BrowserError::Bidi { command, reason })
                    }
                };
            }
        }
    }

    /// The events since the last call, in order: all that the browser has sent by now.
    pub async fn events(&mut self) -> Result<VecDeque<Value>, BrowserError> {
        self.call("session.status", json!({})).await?;
        Ok(std::mem::take(&mut self.events))
    }
}

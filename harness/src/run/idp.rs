//! The mock IdP of a run: one server on loopback, an organization for each lane.

use mock_idp::MockIdp;
use mock_idp::organization::KeyPool;
use mock_idp::tls::{Authority, TlsListener};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

use super::RunError;
use super::error::IdpError;

/// The names that its certificate is for: its own, and below it one for each organization.
const HOSTS: [&str; 3] = ["idp.localhost", "*.idp.localhost", "localhost"];

/// A served mock IdP; it ends when this is dropped.
#[derive(Debug)]
pub struct IdpServer {
    idp: MockIdp,
    /// Made its certificate, where it is on https.
    authority: Option<Authority>,
    task: JoinHandle<()>,
}

impl IdpServer {
    /// Serves on `port` of loopback, a free one when 0; on https if `tls` says so, with an authority made for this
    /// server. `*.localhost` leads there in every browser (RFC 6761 6.3), and makes the IdP another site than an SP on
    /// 127.0.0.1.
    pub async fn start(keys: KeyPool, port: u16, tls: bool) -> Result<Self, RunError> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(IdpError::Listen)?;
        let port = listener.local_addr().map_err(IdpError::Listen)?.port();
        let scheme = if tls { "https" } else { "http" };
        let url = Url::parse(&format!("{scheme}://idp.localhost:{port}/")).map_err(IdpError::Address)?;
        let idp = MockIdp::new(url, keys);
        let app = mock_idp::app(idp.clone());
        let authority = if tls { Some(Authority::new().map_err(IdpError::Tls)?) } else { None };
        let secured = match &authority {
            Some(authority) => {
                let acceptor = authority.acceptor(&HOSTS).map_err(IdpError::Tls)?;
                Ok(TlsListener::new(listener, acceptor).map_err(IdpError::Listen)?)
            }
            None => Err(listener),
        };
        let task = tokio::spawn(async move {
            let ended = match secured {
                Ok(listener) => axum::serve(listener, app).await,
                Err(listener) => axum::serve(listener, app).await,
            };
            if let Err(error) = ended {
                tracing::error!(%error, "the mock IdP ended");
            }
        });
        Ok(Self { idp, authority, task })
    }

    /// The IdP itself.
    pub fn idp(&self) -> &MockIdp {
        &self.idp
    }

    /// The certificate (PEM) of the authority that made the IdP's own, where it is on https.
    pub fn authority(&self) -> Option<&str> {
        self.authority.as_ref().map(Authority::certificate_pem)
    }
}

impl Drop for IdpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

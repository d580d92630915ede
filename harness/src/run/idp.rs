//! The mock IdP of a run: one server on loopback, an organization for each lane.

use std::net::SocketAddr;

use mock_idp::MockIdp;
use mock_idp::organization::KeyPool;
use mock_idp::tls::{Authority, TlsListener};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

use super::RunError;
use super::error::IdpError;

/// Where the mock IdP is.
#[derive(Clone, Debug, Default)]
pub struct IdpOptions {
    /// Where it listens; absent: at a free port of loopback.
    pub listen: Option<SocketAddr>,
    /// Where browsers reach it; absent: at `idp.localhost` and its port. Each organization has a name below this host.
    pub url: Option<Url>,
    /// On https, with a certificate of an authority made for this server.
    pub tls: bool,
}

/// A served mock IdP; it ends when this is dropped.
#[derive(Debug)]
pub struct IdpServer {
    idp: MockIdp,
    /// Made its certificate, where it is on https.
    authority: Option<Authority>,
    task: JoinHandle<()>,
}

impl IdpServer {
    /// Serves where `options` say. Unless they do, it is at `idp.localhost`: `*.localhost` leads to loopback in every
    /// browser (RFC 6761 6.3), and makes the IdP another site than an SP on 127.0.0.1.
    pub async fn start(keys: KeyPool, options: &IdpOptions) -> Result<Self, RunError> {
        let address = options.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
        let listen = |source| IdpError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let port = listener.local_addr().map_err(listen)?.port();
        let scheme = if options.tls { "https" } else { "http" };
        let own = Url::parse(&format!("{scheme}://idp.localhost:{port}/")).map_err(IdpError::Address)?;
        let url = options.url.clone().unwrap_or(own);
        let host = url.host_str().unwrap_or("idp.localhost").to_owned();
        let idp = MockIdp::new(url, keys);
        let app = mock_idp::app(idp.clone());
        let authority = if options.tls { Some(Authority::new().map_err(IdpError::Tls)?) } else { None };
        let secured = match &authority {
            Some(authority) => {
                let acceptor =
                    authority.acceptor(&[&host, &format!("*.{host}"), "localhost"]).map_err(IdpError::Tls)?;
                Ok(TlsListener::new(listener, acceptor).map_err(listen)?)
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

//! The mock IdP of a run: one server on loopback, an organization for each lane.

use mock_idp::MockIdp;
use mock_idp::organization::KeyPool;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

use super::RunError;
use super::error::IdpError;

/// A served mock IdP; it ends when this is dropped.
#[derive(Debug)]
pub struct IdpServer {
    idp: MockIdp,
    task: JoinHandle<()>,
}

impl IdpServer {
    /// Serves on a free port of loopback. `*.localhost` leads there in every browser (RFC 6761 6.3), and makes
    /// the IdP another site than an SP on 127.0.0.1.
    pub async fn start(keys: KeyPool) -> Result<Self, RunError> {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(IdpError::Listen)?;
        let port = listener.local_addr().map_err(IdpError::Listen)?.port();
        let url = Url::parse(&format!("http://idp.localhost:{port}/")).map_err(IdpError::Address)?;
        let idp = MockIdp::new(url, keys);
        let app = mock_idp::app(idp.clone());
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::error!(%error, "the mock IdP ended");
            }
        });
        Ok(Self { idp, task })
    }

    /// The IdP itself.
    pub fn idp(&self) -> &MockIdp {
        &self.idp
    }
}

impl Drop for IdpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

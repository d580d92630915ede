//! A listener whose connections speak TLS.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_native_tls::TlsStream;
use tokio_native_tls::native_tls::TlsAcceptor;

/// How long a client may take to agree on TLS: one that says nothing must not be kept for ever.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How many connections may wait to be served.
const WAITING: usize = 64;

/// Takes connections until it is dropped. Each agrees on TLS in a task of its own, so that no client waits for another.
#[derive(Debug)]
pub struct TlsListener {
    address: SocketAddr,
    agreed: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    /// Speaks TLS by `acceptor` with whoever connects to `listener`. It must be called within a Tokio runtime.
    pub fn new(mut listener: TcpListener, acceptor: TlsAcceptor) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let acceptor = tokio_native_tls::TlsAcceptor::from(acceptor);
        let (give, agreed) = mpsc::channel(WAITING);
        let accepting = tokio::spawn(async move {
            loop {
                let (stream, from) = Listener::accept(&mut listener).await;
                let (acceptor, give) = (acceptor.clone(), give.clone());
                tokio::spawn(async move {
                    match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        // Nobody takes it when the server has ended.
                        Ok(Ok(stream)) => drop(give.send((stream, from)).await),
                        // The client's trouble: it does not trust the certificate, or does not speak TLS.
                        Ok(Err(error)) => tracing::debug!(%from, %error, "no TLS connection"),
                        Err(_) => tracing::debug!(%from, "the TLS handshake took too long"),
                    }
                });
            }
        });
        Ok(Self { address, agreed, accepting })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.agreed.recv().await {
            Some(connection) => connection,
            // Only when the task that accepts is gone; then nothing comes any more.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

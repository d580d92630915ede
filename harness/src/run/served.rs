//! An SP that is a router in this process, in place of the command of a target file.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::RunError;
use super::error::LaunchError;
use super::process::ProcessGroup;
use crate::placeholder::{PlaceholderError, Values};

/// Makes the router of an SP. It is given what the templates of a target file see; each lane has a router of its own, so that
/// nothing is left of the lane before.
#[derive(Clone)]
pub struct InProcess(Arc<Make>);

type Make = dyn Fn(&Values) -> Result<Router, PlaceholderError> + Send + Sync;

impl InProcess {
    /// An SP whose router `make` gives.
    pub fn new(make: impl Fn(&Values) -> Result<Router, PlaceholderError> + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// Serves the router on the port of loopback that `values` name.
    pub(super) async fn serve(&self, values: &Values) -> Result<Running, RunError> {
        let router = (self.0)(values)?;
        let address = format!("127.0.0.1:{}", values.expand("{port}")?);
        let listen = |source| LaunchError::PortTaken { address: address.clone(), source };
        let listener = TcpListener::bind(&address).await.map_err(listen)?;
        Ok(Running::Here(Task(tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the SP in this process ended");
            }
        }))))
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("InProcess(..)")
    }
}

/// What runs the SP.
#[derive(Debug)]
pub(super) enum Running {
    /// A process of its own, with what it started.
    Process(ProcessGroup),
    /// A task of this process.
    Here(Task),
}

impl Running {
    /// How it ended, if it is not running any more.
    pub(super) fn exited(&mut self) -> Option<String> {
        match self {
            Self::Process(process) => process.exited(),
            Self::Here(task) => task.0.is_finished().then(|| "it is not served any more".to_owned()),
        }
    }

    /// The same, where it is given this long to end.
    pub(super) async fn exited_within(&mut self, limit: Duration) -> Option<String> {
        match self {
            Self::Process(process) => process.exited_within(limit).await,
            Self::Here(_) => self.exited(),
        }
    }

    /// Ends it; a process may take `grace` for that.
    pub(super) async fn stop(self, grace: Duration) {
        match self {
            Self::Process(process) => process.stop(grace).await,
            Self::Here(task) => drop(task),
        }
    }
}

/// A task that ends when this is dropped.
#[derive(Debug)]
pub(super) struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

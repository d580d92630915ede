//! A chromedriver or geckodriver of our own, on a port that it chooses itself.

use std::process::Stdio;
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use super::find::Found;
use super::kind::BrowserKind;
use super::parts::Parts;
use crate::run::RunError;
use crate::run::error::BrowserError;
use crate::run::process::ProcessGroup;
use crate::run::scratch;

/// How long the driver may take to listen. It does so within a second; several start at once on a busy machine.
const START: Duration = Duration::from_secs(20);

/// How often the driver is started. It takes a free port of IPv4 and wants the same one of IPv6; where another driver that
/// starts at the same moment has that, it ends.
const STARTS: usize = 3;

/// Bytes of a path in which the browser's temporary files may lie: it makes a socket there, at a path of some fifty bytes
/// more, and the system takes 107.
const LONGEST: usize = 56;

/// A running driver; its browsers are in its process group and end with it.
#[derive(Debug)]
pub struct Driver {
    process: ProcessGroup,
    port: u16,
    /// Profiles, and what Chromium leaves behind when it is ended.
    _files: Option<TempDir>,
}

impl Driver {
    /// Starts chromedriver and waits until it says on which port it listens; one that ends at once is started anew.
    pub async fn start(found: &Found) -> Result<Self, RunError> {
        Self::of(BrowserKind::Chromium, found).await
    }

    /// The same for the driver of `kind`.
    pub async fn of(kind: BrowserKind, found: &Found) -> Result<Self, RunError> {
        for _ in 1..STARTS {
            match Self::start_once(kind, found).await {
                Err(RunError::Browser(BrowserError::DriverEnded { .. })) => {}
                started => return started,
            }
        }
        Self::start_once(kind, found).await
    }

    async fn start_once(kind: BrowserKind, found: &Found) -> Result<Self, RunError> {
        let mut command = Command::new(&found.driver);
        let (arguments, says) = match kind {
            BrowserKind::Chromium => (["--port=0", "--log-level=SEVERE"], "started successfully on port "),
            // The second port is Firefox's own for BiDi; several would want the same one.
            BrowserKind::Firefox => (["--port=0", "--websocket-port=0"], "Listening on 127.0.0.1:"),
        };
        command.args(arguments);
        let files = scratch::folder().ok().filter(|folder| folder.path().as_os_str().len() <= LONGEST);
        command.envs(files.iter().map(|folder| ("TMPDIR", folder.path())));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = ProcessGroup::spawn(&mut command)
            .map_err(|source| BrowserError::DriverNotStarted { driver: found.driver.clone(), source })?;
        let stdout = process.child_mut().stdout.take().expect("its output is piped, and nobody took it yet");
        let mut lines = BufReader::new(stdout).lines();
        let port = tokio::time::timeout(START, async {
            while let Ok(Some(line)) = lines.next_line().await {
                let Some((_, rest)) = line.split_once(says) else { continue };
                return rest.trim_end_matches('.').trim().parse::<u16>().ok();
            }
            None
        })
        .await;
        let Ok(Some(port)) = port else {
            let driver = found.driver.clone();
            return Err(match process.exited() {
                Some(status) => BrowserError::DriverEnded { driver, status },
                None => BrowserError::DriverSilent { driver },
            }
            .into());
        };
        // The rest of its output is read and dropped, lest the pipe fill up or break.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { process, port, _files: files })
    }

    /// Where it takes WebDriver commands.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The parts of its browsers.
    pub(super) fn parts(&self) -> Parts {
        self.process.id().map(Parts::in_group).unwrap_or_default()
    }

    /// Ends the driver and its browsers.
    pub async fn stop(self) {
        self.process.stop(Duration::from_secs(2)).await;
    }
}

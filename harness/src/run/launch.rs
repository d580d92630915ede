//! Starting the SP as its target file says, and knowing whether it still runs.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use http_browser::Trust;
use reqwest::redirect::Policy;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::Command;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::RunError;
use super::error::{LaunchError, with_causes};
use super::process::ProcessGroup;
use super::reachable;
use super::served::{InProcess, Running};
use crate::placeholder::Values;
use crate::target::{Launch, Ready};

/// How many of the SP's last lines are kept: enough for a stack trace with its cause, and an SP that logs without end does
/// not fill the memory.
const LOG_LINES: usize = 200;
/// How much of a line is one: an SP may print without ever ending a line.
const LONGEST_LINE: u64 = 64 * 1024;
/// How long the last lines of an SP that ended may take to arrive; a process that left its group may hold its output
/// open for ever.
const LAST_LINES: Duration = Duration::from_secs(2);
/// How long an SP may take to end on SIGTERM before it is killed. Its data is thrown away, so nothing is lost by that.
const GRACE: Duration = Duration::from_secs(3);

/// How long one answer of `ready_url` may take: an SP that takes connections before it can answer them is asked again.
const ANSWER: Duration = Duration::from_secs(5);

/// How long an SP that stopped answering is given to end. An SP that refuses connections on purpose costs this much a
/// case; a core dump of a large process may take longer, and is then found by the control after the case.
const LATE_END: Duration = Duration::from_millis(500);

/// The SP's output, as far as it is kept.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<VecDeque<String>>>);

impl Log {
    fn push(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LOG_LINES {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// Takes all lines out, oldest first.
    pub fn take(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect()
    }

    fn tail(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last: Vec<_> = lines.iter().rev().take(10).map(|l| format!("\n  | {l}")).collect();
        if last.is_empty() { "\n  | (it printed nothing)".to_owned() } else { last.into_iter().rev().collect() }
    }
}

/// A running SP.
#[derive(Debug)]
pub struct Sp {
    running: Running,
    log: Log,
    /// Read what it prints, until it closes its output.
    followers: Vec<JoinHandle<()>>,
}

impl Sp {
    /// Starts the SP and waits until it is ready. `folder` is the target file's; `values` fill in the templates; its
    /// certificate must be one that `trust` takes.
    pub async fn start(launch: &Launch, folder: &Path, values: &Values, trust: &Trust) -> Result<Self, RunError> {
        let words = launch.command.iter().map(|w| expand(values, w)).collect::<Result<Vec<_>, _>>()?;
        let mut command = program(&words, folder)?;
        for (name, template) in &launch.env {
            command.env(name, expand(values, template)?);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = ProcessGroup::spawn(&mut command)
            .map_err(|source| LaunchError::NotStarted { command: words.join(" "), source })?;
        let log = Log::default();
        let (seen, mut lines) = mpsc::unbounded_channel();
        let child = process.child_mut();
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let stdout = stdout.map(|stdout| follow(stdout, log.clone(), Some(seen)));
        let stderr = stderr.map(|stderr| follow(stderr, log.clone(), None));
        let mut sp =
            Self { running: Running::Process(process), log, followers: stdout.into_iter().chain(stderr).collect() };
        let mut last = String::new();
        let waiting = sp.wait_until_ready(launch, values, &mut lines, &mut last);
        match tokio::time::timeout(launch.timeout, waiting).await {
            Ok(Ok(())) => match reachable::after_the_start(&mut sp, &expand(values, "{sp.base_url}")?, trust).await {
                Ok(()) => Ok(sp),
                Err(error) => {
                    sp.stop().await;
                    Err(error)
                }
            },
            Ok(Err(error)) => {
                sp.stop().await;
                Err(error)
            }
            Err(_) => {
                let tail = sp.log.tail();
                sp.stop().await;
                Err(LaunchError::NotReady { limit: launch.timeout, last, tail }.into())
            }
        }
    }

    /// Serves an SP that is a router, at the port that `values` name.
    pub async fn serve(sp: &InProcess, values: &Values) -> Result<Self, RunError> {
        Ok(Self { running: sp.serve(values).await?, log: Log::default(), followers: Vec::new() })
    }

    /// What `ready_url` brought last is put into `last`, as the beginning of a sentence.
    async fn wait_until_ready(
        &mut self,
        launch: &Launch,
        values: &Values,
        lines: &mut mpsc::UnboundedReceiver<String>,
        last: &mut String,
    ) -> Result<(), RunError> {
        match &launch.ready {
            Ready::Line(start) => {
                while let Some(line) = lines.recv().await {
                    if line.starts_with(start) {
                        return Ok(());
                    }
                }
                Err(self.ended().await.into())
            }
            Ready::Url(url) => {
                let url = values.expand(url)?;
                // What we started is on this machine, whatever its name, and no proxy answers for it. Whether its
                // certificate is trusted is asked once it is ready.
                let client = http_browser::client::direct(&Trust::any())
                    .and_then(|builder| builder.redirect(Policy::none()).timeout(ANSWER).build())
                    .map_err(LaunchError::Client)?;
                loop {
                    match client.get(&url).send().await {
                        Ok(answer) if is_ready(answer.status()) => return Ok(()),
                        Ok(answer) => {
                            *last = format!(
                                "{url} answered HTTP {}, which does not count as ready (2xx, 3xx, 401 and 403 do); ",
                                answer.status().as_u16()
                            )
                        }
                        Err(error) => *last = format!("{url} did not answer: {}; ", with_causes(&error.without_url())),
                    }
                    if self.running.exited().is_some() {
                        return Err(self.ended().await.into());
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
    }

    /// What it printed before it ended is read first: the two streams and the end of the process arrive in any order.
    async fn ended(&mut self) -> LaunchError {
        self.read_last_lines().await;
        let tail = self.log.tail();
        match self.running.exited() {
            Some(status) => LaunchError::EndedAtStart { status, tail },
            None => LaunchError::OutputClosed { tail },
        }
    }

    /// The error for an SP that ended before anything was asked of it; none while it runs.
    pub(super) async fn ended_at_start(&mut self) -> Option<LaunchError> {
        self.running.exited()?;
        Some(self.ended().await)
    }

    /// The error for an SP that runs, and takes no connection at `url` for this `reason`.
    pub(super) fn silent(&self, url: &str, reason: std::io::Error) -> LaunchError {
        LaunchError::Silent { url: url.to_owned(), reason, tail: self.log.tail() }
    }

    /// How it ended, if it is not running any more; then its last lines are in the log, too. With `silent`, which says
    /// that it did not answer, it is given a moment to end: a process that crashes closes its connections before it is
    /// gone.
    pub async fn exited(&mut self, silent: bool) -> Option<String> {
        let status = if silent { self.running.exited_within(LATE_END).await } else { self.running.exited() }?;
        self.read_last_lines().await;
        Some(status)
    }

    /// Reads its output to the end, now that it prints no more.
    async fn read_last_lines(&mut self) {
        let all_read = async {
            for follower in self.followers.drain(..) {
                // One that panicked has read what it could.
                let _ = follower.await;
            }
        };
        // What it started may live on and keep the output open; its own last lines are there by then.
        let _ = tokio::time::timeout(LAST_LINES, all_read).await;
    }

    /// What it printed since the last call.
    pub fn take_log(&self) -> Vec<String> {
        self.log.take()
    }

    /// Ends it and everything it started.
    pub async fn stop(self) {
        self.running.stop(GRACE).await;
    }
}

/// Runs a command of the target file to its end (`launch.setup`, `provision.command`).
pub async fn run_command(
    words: &[String],
    folder: &Path,
    values: &Values,
    env: &[(String, String)],
    limit: Duration,
) -> Result<(), RunError> {
    let words = words.iter().map(|w| expand(values, w)).collect::<Result<Vec<_>, _>>()?;
    let shown = words.join(" ");
    let mut command = program(&words, folder)?;
    command.envs(env.iter().map(|(k, v)| (k, v))).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = ProcessGroup::spawn(&mut command)
        .map_err(|source| LaunchError::NotStarted { command: shown.clone(), source })?;
    let log = Log::default();
    let child = process.child_mut();
    let streams = (child.stdout.take(), child.stderr.take());
    let followers = (streams.0.map(|s| follow(s, log.clone(), None)), streams.1.map(|s| follow(s, log.clone(), None)));
    let Ok(ended) = tokio::time::timeout(limit, process.child_mut().wait()).await else {
        let tail = log.tail();
        process.stop(GRACE).await;
        return Err(LaunchError::CommandTimeOut { command: shown, limit, tail }.into());
    };
    let status = ended.map_err(|source| LaunchError::NotWaitedFor { command: shown.clone(), source })?;
    if status.success() {
        return Ok(());
    }
    for follower in [followers.0, followers.1].into_iter().flatten() {
        let _ = follower.await;
    }
    Err(LaunchError::CommandFailed { command: shown, status, tail: log.tail() }.into())
}

fn expand(values: &Values, template: &str) -> Result<String, RunError> {
    Ok(values.expand(template)?)
}

/// A program that is a path is taken from `folder`; any other is looked for on PATH.
fn program(words: &[String], folder: &Path) -> Result<Command, RunError> {
    let Some((first, rest)) = words.split_first() else {
        return Err(LaunchError::EmptyCommand.into());
    };
    let mut command = if first.contains('/') { Command::new(folder.join(first)) } else { Command::new(first) };
    command.args(rest).current_dir(folder);
    // What it asks on this machine, as the mock IdP or itself, must not go through a proxy either.
    for name in ["NO_PROXY", "no_proxy"] {
        let given = std::env::var(name).ok().filter(|given| !given.is_empty());
        let given = given.map(|given| format!("{given},")).unwrap_or_default();
        command.env(name, format!("{given}{},127.0.0.1,.localhost", http_browser::client::LOCAL));
    }
    Ok(command)
}

/// Whether an answer with this status is the SP's own: 404 and 5xx are what a proxy says as long as nothing is behind it.
fn is_ready(status: StatusCode) -> bool {
    status.is_success() || status.is_redirection() || matches!(status.as_u16(), 401 | 403)
}

fn follow(
    stream: impl AsyncRead + Unpin + Send + 'static,
    log: Log,
    seen: Option<mpsc::UnboundedSender<String>>,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut stream = BufReader::new(stream);
        let mut octets = Vec::new();
        loop {
            octets.clear();
            match (&mut stream).take(LONGEST_LINE).read_until(b'\n', &mut octets).await {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) => return log.push(format!("(the SP's output could not be read any further: {error})")),
            }
            // An SP may print what is no UTF-8; it must not be left without a reader, or it would wait for one for ever.
            let line = String::from_utf8_lossy(&octets).trim_end_matches(['\n', '\r']).to_owned();
            if let Some(seen) = &seen {
                // Nobody listens any more once the SP is ready.
                let _ = seen.send(line.clone());
            }
            log.push(line);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An SP that runs for a while behind a server that gives `answers` one after the other, and the last of them for ever.
    async fn started_behind(answers: &'static [u16], timeout: Duration) -> Result<Sp, RunError> {
        let asked = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let answer = move || {
            let number = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed).min(answers.len() - 1);
            async move { StatusCode::from_u16(answers[number]).unwrap() }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut values = Values::default();
        values.set("sp.base_url", format!("http://{}", listener.local_addr().unwrap()));
        let app = axum::Router::new().route("/health", axum::routing::get(answer));
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let launch = Launch {
            setup: None,
            command: ["sleep", "60"].map(str::to_owned).to_vec(),
            env: std::collections::BTreeMap::new(),
            ready: Ready::Url("{sp.base_url}/health".to_owned()),
            timeout,
        };
        Sp::start(&launch, Path::new("."), &values, &Trust::default()).await
    }

    #[tokio::test]
    async fn a_proxy_s_error_page_is_not_the_sp() {
        let all: [&[u16]; 4] = [&[404, 502, 503, 200], &[404, 302], &[404, 401], &[404, 403]];
        for answers in all {
            started_behind(answers, Duration::from_secs(60)).await.unwrap().stop().await;
        }
        let error = started_behind(&[404], Duration::from_secs(2)).await.unwrap_err().incident().message;
        assert!(error.contains("/health answered HTTP 404, which does not count as ready"), "{error}");
    }

    #[tokio::test]
    async fn what_is_no_utf_8_is_read_as_well_as_what_follows() {
        let log = Log::default();
        follow(&b"one\xff\r\ntwo\n"[..], log.clone(), None).await.expect("it does not panic");
        assert_eq!(log.take(), ["one\u{fffd}", "two"]);
    }

    #[tokio::test]
    async fn a_line_without_end_becomes_several() {
        let log = Log::default();
        let longest = usize::try_from(LONGEST_LINE).unwrap();
        let text = format!("{}\nend\n", "x".repeat(longest + 10));
        follow(std::io::Cursor::new(text), log.clone(), None).await.expect("it does not panic");
        assert_eq!(log.take().iter().map(String::len).collect::<Vec<_>>(), [longest, 10, 3]);
    }

    #[tokio::test]
    async fn an_output_that_cannot_be_read_any_further_is_said_in_the_log() {
        let log = Log::default();
        follow(breaks_off(), log.clone(), None).await.expect("it does not panic");
        assert_eq!(log.take(), ["one", "(the SP's output could not be read any further: broken)"]);
    }

    /// A line, and then trouble.
    fn breaks_off() -> impl AsyncRead + Unpin + Send + 'static {
        struct Broken(bool);
        impl AsyncRead for Broken {
            fn poll_read(
                mut self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
                buffer: &mut tokio::io::ReadBuf<'_>,
            ) -> std::task::Poll<std::io::Result<()>> {
                if std::mem::replace(&mut self.0, true) {
                    return std::task::Poll::Ready(Err(std::io::Error::other("broken")));
                }
                buffer.put_slice(b"one\n");
                std::task::Poll::Ready(Ok(()))
            }
        }
        Broken(false)
    }
}

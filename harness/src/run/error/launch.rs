//! What keeps us from starting the SP, or a command of its target file.

use std::time::Duration;

use thiserror::Error;

/// Trouble with a process of the target file. `tail` is its last lines, each on a line of its own.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum LaunchError {
    #[error("the command of the target file is empty")]
    EmptyCommand,
    #[error("`{command}` cannot be started")]
    NotStarted { command: String, source: std::io::Error },
    #[error("`{command}` cannot be waited for")]
    NotWaitedFor { command: String, source: std::io::Error },
    #[error("`{command}` took more than {} s; its last lines:{tail}", limit.as_secs())]
    CommandTimeOut { command: String, limit: Duration, tail: String },
    #[error("`{command}` failed ({status}); its last lines:{tail}")]
    CommandFailed { command: String, status: std::process::ExitStatus, tail: String },
    #[error("the SP did not start: it ended ({status}); its last lines:{tail}")]
    EndedAtStart { status: String, tail: String },
    #[error("the SP did not start: it closed its output; its last lines:{tail}")]
    OutputClosed { tail: String },
    #[error("the SP was not ready after {} s; {last}its last lines:{tail}", limit.as_secs_f32())]
    NotReady { limit: Duration, last: String, tail: String },
    #[error("no HTTP client can be made")]
    Client(#[source] reqwest::Error),
    #[error("the SP said that it was ready, and nothing answers at {url}: {reason}; its last lines:{tail}")]
    Silent { url: String, reason: std::io::Error, tail: String },
    #[error("the SP ended while the case ran ({status}); its log is kept with the case")]
    Ended { status: String },
    #[error("the path of saml-harness itself, which `{{harness}}` stands for, cannot be found out")]
    OwnPath(#[source] std::io::Error),
    #[error("saml-harness itself, which `{{harness}}` stands for, is not where it was any more; start the run again")]
    OwnPathGone,
    #[error("the path of saml-harness itself, which `{{harness}}` stands for, is not UTF-8: {}", path.display())]
    OwnPathNotUtf8 { path: std::ffi::OsString },
    #[error("the SP in this process cannot listen at {address}")]
    PortTaken { address: String, source: std::io::Error },
    #[error("no free port on loopback")]
    NoPort(#[source] std::io::Error),
}

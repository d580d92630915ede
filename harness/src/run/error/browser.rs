//! What keeps us from driving a browser.

use std::path::PathBuf;

use fantoccini::error::{CmdError, ErrorStatus, NewSessionError};
use thiserror::Error;

use crate::run::browser::PACKAGES;

/// Trouble with browser, driver, or the HTTP engine in their place.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum BrowserError {
    #[error(
        "{what} on PATH; on Debian `apt-get install {}` gets them (as root `--install-browser`, or \
         SAML_HARNESS_INSTALL_BROWSER=1, does it), or name a running driver with `--webdriver URL`",
        PACKAGES.join(" ")
    )]
    NotFound { what: &'static str },
    #[error(
        "{what} on PATH; on Debian `apt-get install firefox-esr` gets the browser and `cargo install geckodriver` its driver, \
         or name a running driver with `--webdriver URL`"
    )]
    NoFirefox { what: &'static str },
    #[error(
        "the browser at the WebDriver endpoint {url} lets nobody use {what}, and without it no status, cookie or redirect is \
         known; give an endpoint whose nodes pass chromedriver's own commands on, or one that has Firefox \
         (`--browser firefox`)"
    )]
    NoDevTools { url: String, what: &'static str },
    #[error("the session gives no BiDi ({reason}), by which Firefox tells of requests and pages{}", at(url))]
    NoBidi { url: String, reason: String },
    #[error("the browser did not obey: {command}: {reason}")]
    Bidi { command: &'static str, reason: String },
    #[error("the connection to the browser is lost ({reason})")]
    BidiLost { reason: String },
    #[error("this is done in Firefox alone")]
    NotInChromium,
    #[error("Firefox's driver cannot switch scripts off; run this case in Chromium")]
    ScriptsStayOn,
    #[error("{variable} names `{}`, which is not a file", path.display())]
    NamedNoFile { variable: &'static str, path: PathBuf },
    #[error(
        "this machine has no apt-get; install Chromium and a chromedriver of the same version (Debian's packages are \
         {}) and put them on PATH",
        PACKAGES.join(", ")
    )]
    NoAptGet,
    #[error(
        "only root may install packages; run `sudo apt-get install {}` and start again without --install-browser",
        PACKAGES.join(" ")
    )]
    NotRoot,
    #[error("apt-get cannot be run")]
    AptGet(#[source] std::io::Error),
    #[error("`apt-get {arguments}` failed ({status}):\n  {last_lines}")]
    AptGetFailed { arguments: String, status: std::process::ExitStatus, last_lines: String },
    #[error("the lock against two installations at once cannot be waited for")]
    Lock(#[source] tokio::task::JoinError),
    #[error("`{}` cannot be started", driver.display())]
    DriverNotStarted { driver: PathBuf, source: std::io::Error },
    #[error("`{}` did not say its port", driver.display())]
    DriverSilent { driver: PathBuf },
    #[error("`{}` ended ({status})", driver.display())]
    DriverEnded { driver: PathBuf, status: String },
    #[error("`{}` does not fit `{}`; install the two from the same source, in the same version", driver.display(), browser.display())]
    Unfit { driver: PathBuf, browser: PathBuf, source: Box<NewSessionError> },
    #[error("`{}` did not start", browser.display())]
    BrowserNotStarted { browser: PathBuf, source: Box<NewSessionError> },
    #[error(
        "`{}` ended as soon as it was started, most likely without a usable sandbox: in containers, and on systems that keep \
         user namespaces from programs without a profile (Ubuntu from 23.10 on), Chromium cannot make one. Use the system's \
         own package, give the program an AppArmor profile, or, where the pages are your own, switch the sandbox off by \
         `--browser-arg=--no-sandbox` or SAML_HARNESS_BROWSER_ARGS=--no-sandbox",
        browser.display()
    )]
    NoSandbox { browser: PathBuf, source: Box<NewSessionError> },
    #[error("{variable} is `{text}`, which has a quote that does not end")]
    Arguments { variable: &'static str, text: String },
    #[error("no session at the WebDriver endpoint {url}{}", which_browser(&**source))]
    NoSession { url: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("the browser did not obey")]
    Command(#[source] Box<CmdError>),
    #[error("no key is called `{key}`; known: Enter, Tab, Escape")]
    NoSuchKey { key: String },
    #[error("there is no tab {index}; {count} are open")]
    NoSuchTab { index: usize, count: usize },
    #[error("the certificate of the mock IdP's authority cannot be read")]
    Authority(#[source] openssl::error::ErrorStack),
    #[error("the browser's {what} ended or was stopped, so what its pages show is no sign of what the SP does")]
    PartLost { what: &'static str },
    #[error("the browser has no window any more")]
    NoWindow,
    #[error("`{selector}` is no selector")]
    Selector { selector: String, source: http_browser::NoSelector },
    #[error("a step's script failed: {trouble}")]
    Script { trouble: String },
    #[error("the step at `{selector}` needs the browser engine: frames have no page here")]
    FrameNeedsBrowser { selector: String },
    #[error("the screenshot cannot be read")]
    Screenshot(#[source] openssl::error::ErrorStack),
    #[error("the http engine")]
    Http(#[source] http_browser::Error),
}

/// What to say where the endpoint has other browsers than the one that was asked for.
fn which_browser(source: &(dyn std::error::Error + Send + Sync)) -> &'static str {
    let said = source.to_string();
    let is_other =
        ["matching capabilities", "capabilities are not", "No nodes support"].iter().any(|text| said.contains(text));
    if is_other {
        ", which has not this browser; `--browser chromium` or `--browser firefox` says which one to ask for"
    } else {
        ""
    }
}

fn at(url: &str) -> String {
    if url.is_empty() { String::new() } else { format!(" (at {url})") }
}

impl BrowserError {
    /// Whether the session is of no more use, or there is none: not what a page, a selector or a step makes of a command.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::NoSession { .. } | Self::BidiLost { .. } | Self::NoWindow => true,
            Self::Command(error) => match &**error {
                CmdError::Standard(error) => matches!(
                    error.error,
                    ErrorStatus::InvalidSessionId | ErrorStatus::SessionNotCreated | ErrorStatus::UnknownError
                ),
                CmdError::Lost(_)
                | CmdError::Failed(_)
                | CmdError::FailedC(_)
                | CmdError::NotJson(_)
                | CmdError::NotW3C(_) => true,
                _ => false,
            },
            _ => false,
        }
    }
}

impl From<CmdError> for super::RunError {
    fn from(error: CmdError) -> Self {
        BrowserError::Command(Box::new(error)).into()
    }
}

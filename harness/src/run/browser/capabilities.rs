//! What is asked of a new session, and what to say when none can be made.

use fantoccini::Client;
use fantoccini::error::NewSessionError;
use serde_json::{Value, json};

use super::find::Found;
use crate::run::error::BrowserError;

/// What a session is asked for: flags of Chromium, and the logs that `Wire` and the console are read from.
pub(super) fn capabilities(found: Option<&Found>, headed: bool) -> Value {
    let mut arguments = vec![
        "--no-first-run",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-dev-shm-usage",
        "--disable-search-engine-choice-screen",
        "--window-size=1280,900",
        "--lang=en-US",
    ];
    // Chromium's sandbox refuses to run as root.
    if rustix::process::geteuid().is_root() {
        arguments.push("--no-sandbox");
    }
    if !headed && !found.is_some_and(|f| f.headless_shell) {
        arguments.push("--headless=new");
    }
    // Files that an SP sends must not pile up wherever the run was started.
    let mut chrome = json!({"args": arguments, "prefs": {"download.default_directory": "/dev/null"}});
    if let Some(found) = found {
        chrome["binary"] = json!(found.browser);
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": chrome,
        "goog:loggingPrefs": {"performance": "ALL", "browser": "SEVERE"},
        "unhandledPromptBehavior": "accept",
        "acceptInsecureCerts": true,
    })
}

/// What to say when no session could be made.
pub(super) fn unfit(error: NewSessionError, found: Option<Found>) -> BrowserError {
    let source = Box::new(error);
    let Some(Found { browser, driver, .. }) = found else { return BrowserError::NoSession(source) };
    // WebDriver has one status for a session that was not made, whatever the reason; only the driver's text tells it.
    let other_version = match &*source {
        NewSessionError::SessionNotCreated(error) => error.message.contains("only supports"),
        _ => false,
    };
    if other_version {
        BrowserError::Unfit { driver, browser, source }
    } else {
        BrowserError::BrowserNotStarted { browser, source }
    }
}

/// Browser and version, as the report shows it.
pub(super) async fn described(client: &Client, found: Option<&Found>) -> String {
    let capabilities = client.capabilities();
    let text = |key: &str| capabilities.and_then(|c| c.get(key)).and_then(Value::as_str).unwrap_or("?").to_owned();
    let kind = if found.is_some_and(|f| f.headless_shell) {
        "chromium-headless-shell".to_owned()
    } else {
        text("browserName")
    };
    format!("{kind} {}", text("browserVersion"))
}

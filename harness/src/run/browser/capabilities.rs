//! What is asked of a new session, and what to say when none can be made.

use fantoccini::Client;
use serde_json::{Value, json};

use super::find::Found;

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
pub(super) fn unfit(error: &str, found: Option<&Found>) -> String {
    let first = error.lines().next().unwrap_or_default();
    match found {
        Some(found) if error.contains("only supports") || error.contains("version") => format!(
            "`{}` does not fit `{}`: {first}; install the two from the same source, in the same version",
            found.driver.display(),
            found.browser.display()
        ),
        Some(found) => format!("`{}` did not start: {first}", found.browser.display()),
        None => format!("no session at the WebDriver endpoint: {first}"),
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

//! What is asked of a new session, and what to say when none can be made.

use std::error::Error;

use fantoccini::Client;
use fantoccini::error::NewSessionError;
use http_browser::Trust;
use openssl::error::ErrorStack;
use openssl::x509::X509;
use serde_json::{Value, json};

use super::find::Found;
use super::firefox;
use super::kind::BrowserKind;
use super::session::BrowserOptions;
use crate::run::error::BrowserError;

/// More arguments for every browser that is started, as a shell would read them.
const ARGUMENTS: &str = "SAML_HARNESS_BROWSER_ARGS";

/// What a session is asked for: flags of Chromium, and the logs that `Wire` and the console are read from.
///
/// Chromium takes no authority for one session alone, but it can be told a public key: a server that sends a certificate
/// with it is believed. The mock IdP does so. Where `trust` names authorities of the SP, which may not send theirs, it takes
/// every certificate: the harness has checked the SP's by itself before a case is tried.
pub(super) fn capabilities(
    found: Option<&Found>,
    options: &BrowserOptions,
    trust: &Trust,
) -> Result<Value, BrowserError> {
    if options.kind == BrowserKind::Firefox {
        return Ok(firefox::capabilities(found, options, trust));
    }
    let headed = options.headed;
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
    let believed = options.idp_authority.as_deref().map(key_hash).transpose().map_err(BrowserError::Authority)?;
    let believed = believed.map(|hash| format!("--ignore-certificate-errors-spki-list={hash}"));
    arguments.extend(believed.as_deref());
    if !headed && !found.is_some_and(|f| f.headless_shell) {
        arguments.push("--headless=new");
    }
    let of_environment = words(std::env::var(ARGUMENTS).unwrap_or_default())?;
    arguments.extend(options.arguments.iter().chain(&of_environment).map(String::as_str));
    // Files that an SP sends must not pile up wherever the run was started.
    let mut chrome = json!({"args": arguments, "prefs": {"download.default_directory": "/dev/null"}});
    if let Some(found) = found {
        chrome["binary"] = json!(found.browser);
    }
    let of_sp = trust.authorities.iter().any(|authority| Some(authority) != options.idp_authority.as_ref());
    Ok(json!({
        "browserName": "chrome",
        "goog:chromeOptions": chrome,
        "goog:loggingPrefs": {"performance": "ALL", "browser": "SEVERE"},
        "unhandledPromptBehavior": "accept",
        "acceptInsecureCerts": trust.any || of_sp,
    }))
}

/// The words of `text`, as a shell would read them.
fn words(text: String) -> Result<Vec<String>, BrowserError> {
    shlex::split(&text).ok_or(BrowserError::Arguments { variable: ARGUMENTS, text })
}

/// The SHA-256 of the public key (`SubjectPublicKeyInfo`) of the certificate `pem`, in base64.
fn key_hash(pem: &str) -> Result<String, ErrorStack> {
    let key = X509::from_pem(pem.as_bytes())?.public_key()?.public_key_to_der()?;
    Ok(openssl::base64::encode_block(&openssl::sha::sha256(&key)))
}

/// What to say when no session could be made.
pub(super) fn unfit(error: NewSessionError, found: Option<Found>, url: &str) -> BrowserError {
    let Some(Found { browser, driver, .. }) = found else {
        return BrowserError::NoSession { url: url.to_owned(), source: cause(error) };
    };
    let source = Box::new(error);
    // WebDriver has one status for a session that was not made, whatever the reason; only the driver's text tells it.
    let text = match &*source {
        NewSessionError::SessionNotCreated(error) => error.message.as_ref(),
        _ => "",
    };
    if text.contains("only supports") {
        BrowserError::Unfit { driver, browser, source }
    } else if has_ended(text) && !rustix::process::geteuid().is_root() {
        BrowserError::NoSandbox { browser, source }
    } else {
        BrowserError::BrowserNotStarted { browser, source }
    }
}

/// Whether chromedriver says by `text` that the browser ended as soon as it was started. It does not say why: without a
/// sandbox Chromium tells that on its own standard error alone.
fn has_ended(text: &str) -> bool {
    ["instance exited", "DevToolsActivePort", "crashed", "cannot connect to chrome"]
        .iter()
        .any(|said| text.contains(said))
}

/// What is behind the error: it does not name its cause in the way that others are asked for theirs.
fn cause(error: NewSessionError) -> Box<dyn Error + Send + Sync> {
    match error {
        NewSessionError::BadWebdriverUrl(error) => error.into(),
        NewSessionError::Failed(error) => error.into(),
        NewSessionError::FailedC(error) => error.into(),
        NewSessionError::Lost(error) => error.into(),
        other => other.into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_arguments_are_read_as_a_shell_reads_them() {
        let read = words("--no-sandbox '--user-agent=A B'".to_owned()).unwrap();
        assert_eq!(read, ["--no-sandbox", "--user-agent=A B"]);
        let said = words("'--open".to_owned()).unwrap_err().to_string();
        assert!(said.contains(ARGUMENTS) && said.contains("'--open"), "{said}");
    }

    #[test]
    fn more_arguments_are_given_to_the_browser() {
        let options = BrowserOptions { arguments: vec!["--proxy-server=p".to_owned()], ..BrowserOptions::default() };
        let asked = capabilities(None, &options, &Trust::default()).unwrap();
        let arguments = asked["goog:chromeOptions"]["args"].as_array().unwrap();
        assert!(arguments.contains(&json!("--proxy-server=p")), "{asked}");
    }

    #[test]
    fn a_browser_that_ended_at_once_is_told_from_other_trouble() {
        assert!(has_ended("session not created: Chrome instance exited. Examine ChromeDriver verbose log"));
        assert!(has_ended("unknown error: Chrome failed to start: crashed"));
        assert!(!has_ended("session not created: no chrome binary at /x"));
    }
}

//! `saml-harness record`: a person clicks their way through Company Login, and the target file gets the steps.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::{Failure, catalogue, out};
use crate::action::Action;
use crate::discover::record::{READ, SCRIPT, actions, events, with_login_steps};
use crate::plan::KNOWN_PEOPLE;
use crate::run::browser::BrowserOptions;
use crate::run::{EngineName, RunError, RunOptions, Visit, scratch};
use crate::target::load_text;

/// Pause before the page is asked again.
const AGAIN: Duration = Duration::from_millis(150);
/// How long the person may take.
const PATIENCE: Duration = Duration::from_secs(900);
/// Where the browser shows its window.
const DISPLAYS: [&str; 2] = ["DISPLAY", "WAYLAND_DISPLAY"];

#[derive(Debug, Args)]
pub(super) struct RecordArguments {
    /// Target file that gets the steps of `[login]`
    #[arg(long, value_name = "FILE")]
    target: PathBuf,
    /// A WebDriver endpoint that runs already, with a window that you see
    #[arg(long, value_name = "URL", value_parser = super::address::webdriver)]
    webdriver: Option<String>,
    /// One more argument for Chromium, as `--browser-arg=--no-sandbox` (repeatable; also SAML_HARNESS_BROWSER_ARGS)
    #[arg(long, value_name = "ARG", allow_hyphen_values = true)]
    browser_arg: Vec<String>,
    /// For tests: the steps that the file has are done by nobody's hands, without a window
    #[arg(long, hide = true)]
    played: bool,
}

/// Records the login; 0 when the file has the steps.
pub(super) async fn record(arguments: RecordArguments) -> Result<u8, Failure> {
    let target = catalogue::target(Some(&arguments.target)).map_err(Failure::usage)?;
    let has_display = DISPLAYS.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let is_mac = cfg!(target_os = "macos");
    if !has_display && !is_mac && !arguments.played && arguments.webdriver.is_none() {
        let help = "run it at a desktop, or give a browser that has one by --webdriver; or let `saml-harness init` find the steps";
        return Err(Failure::Usage(format!(
            "there is no display for the browser's window (DISPLAY is not set): {help}"
        )));
    }
    let case = super::init::login_case(&target)?;
    let folder = scratch::folder().map_err(Failure::trouble)?;
    let browser = BrowserOptions {
        webdriver: arguments.webdriver.clone(),
        headed: !arguments.played,
        arguments: arguments.browser_arg.clone(),
        ..BrowserOptions::default()
    };
    let options = RunOptions {
        browser,
        key_cache: super::key_cache(),
        ..RunOptions::new(EngineName::Browser, folder.path().to_owned())
    };
    let own: Vec<Action> = target.login.steps.iter().map(|step| step.action.clone()).collect();
    let own = if arguments.played { own } else { Vec::new() };
    let start = target.login.start.clone();
    let mut visit = Visit::begin(target, options, case, &|what| out(what)).await.map_err(Failure::trouble)?;
    let recorded = recorded(&mut visit, &start, &own).await;
    visit.end().await;
    let recorded = recorded.map_err(Failure::trouble)?;
    let path = &arguments.target;
    let text = std::fs::read_to_string(path).map_err(Failure::trouble)?;
    let written = with_login_steps(&text, &recorded)
        .map_err(|reason| Failure::Usage(format!("{} cannot take the steps: {reason}", path.display())))?;
    load_text(path, written.clone()).map_err(Failure::usage)?;
    std::fs::write(path, written)
        .map_err(|error| Failure::Usage(format!("{} cannot be written: {error}", path.display())))?;
    out(&format!("{} has {} steps of `[login]` now; look them through, then:", path.display(), recorded.len()));
    out(&format!("  saml-harness doctor --target {}", path.display()));
    Ok(0)
}

/// What the person did from `start` on, until the IdP was in front of them. `own` is done for them.
async fn recorded(visit: &mut Visit, start: &str, own: &[Action]) -> Result<Vec<Action>, RunError> {
    let person = KNOWN_PEOPLE[0];
    visit.provision().await?;
    visit.on_every_page(SCRIPT).await?;
    visit.open(start).await?;
    let values = visit.values_of(person);
    let value = |name: &str| values.get(name).unwrap_or_default();
    out(&format!("Log in at the SP, up to the page of the identity provider. Your address is {}", value("user.email")));
    if !own.is_empty() {
        visit.act(own, person).await?;
    }
    let begun = Instant::now();
    let mut kept: Vec<String> = Vec::new();
    while begun.elapsed() < PATIENCE {
        let at = match visit.value_of("location.href").await {
            Ok(at) => at.unwrap_or_default(),
            // Whoever closes the window is done.
            Err(_) if !kept.is_empty() => break,
            Err(error) => return Err(error),
        };
        if visit.is_at_idp(&at) {
            // What was done last is kept at the SP's site, and is read there.
            visit.open("/favicon.ico").await?;
            kept.extend(visit.value_of(READ).await?);
            break;
        }
        let read = visit.value_of(READ).await?;
        kept.extend(read.filter(|read| kept.last() != Some(read)));
        tokio::time::sleep(AGAIN).await;
    }
    Ok(actions(kept.iter().flat_map(|kept| events(kept)).collect(), &values))
}

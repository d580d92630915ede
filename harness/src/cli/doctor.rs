//! `saml-harness doctor`: what is there, what is missing, and how to get it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Failure, catalogue, out};
use crate::evidence::CaseEvidence;
use crate::plan::{ControlId, Selection, plan};
use crate::run::browser::{Browser, BrowserOptions};
use crate::run::{Engine, EngineName, Observer, RunOptions};
use crate::target::Target;

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Target file of the SP (the reference SP when absent)
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// A WebDriver endpoint that runs already
    #[arg(long, value_name = "URL")]
    webdriver: Option<String>,
}

/// Prints a line for each thing; 0 when all is well, 2 when the target file is wrong, 3 else.
pub(super) async fn doctor(arguments: DoctorArguments) -> Result<u8, Failure> {
    let mut status = 0;
    let options = BrowserOptions { webdriver: arguments.webdriver, headed: false };
    let browser = Browser::start(&options).await;
    status |= tell("browser", browser.as_ref().map(|b| b.name().to_owned()).map_err(|e| crate::run::with_causes(e)));
    if let Ok(browser) = browser {
        Box::new(browser).stop().await;
    }
    let port = TcpListener::bind("127.0.0.1:0").await.and_then(|l| l.local_addr());
    status |= tell("ports", port.map(|address| format!("loopback gives free ones, as {}", address.port())));
    status |= tell("clock", clock());
    let path = arguments.target.unwrap_or_else(catalogue::reference_target);
    let target = match crate::target::load(&path) {
        Ok(target) => target,
        Err(error) => {
            tell::<_>("target file", Err::<String, _>(&error));
            return Ok(2);
        }
    };
    tell("target file", Ok::<_, String>(format!("{} ({})", target.name, path.display())));
    if status == 0 {
        status |= tell("plain login", plain_login(target, options).await);
    }
    Ok(if status == 0 { 0 } else { 3 })
}

fn tell<E: std::fmt::Display>(what: &str, found: Result<String, E>) -> u8 {
    match found {
        Ok(text) => {
            out(&format!("ok       {what:12} {text}"));
            0
        }
        Err(error) => {
            out(&format!("MISSING  {what:12} {error}"));
            1
        }
    }
}

/// An SP on another machine refuses assertions of a wrong clock. Without asking that machine, all that shows is whether
/// the clock is plausible.
fn clock() -> Result<String, String> {
    let now = jiff::Timestamp::now();
    let built = std::env::current_exe().and_then(|path| path.metadata()).and_then(|m| m.modified());
    match built {
        Ok(built) if std::time::SystemTime::now() < built => {
            Err(format!("it says {now}, which is before this program was built; set it by NTP"))
        }
        _ => Ok(now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
    }
}

async fn plain_login(target: Target, browser: BrowserOptions) -> Result<String, String> {
    let loaded = catalogue::load(&[]).map_err(|e| format!("{e:?}"))?;
    let selection = Selection { filters: vec!["login/sp-initiated".to_owned()], ..Selection::default() };
    let mut plan = plan(&loaded.scenarios, &loaded.guides, &target, &selection).map_err(|e| e.to_string())?;
    if plan.cases.len() != 1 {
        return Err("no plain login is planned".to_owned());
    }
    plan.extra_controls.retain(|control| matches!(control.id, ControlId::Dialect(_) | ControlId::Person(_)));
    let folder = tempfile::TempDir::with_prefix("saml-harness-").map_err(|e| e.to_string())?;
    let options = RunOptions {
        engine: EngineName::Browser,
        browser,
        jobs: 1,
        evidence: folder.path().to_owned(),
        timeout: None,
        retries: 0,
        fail_fast: false,
        key_cache: super::run::key_cache(),
        sp_env: Vec::new(),
    };
    let (_keep, stop) = watch::channel(false);
    let evidence = crate::run::run(Arc::new(plan), target, options, Arc::new(Silent), stop).await;
    let evidence = evidence.map_err(|e| crate::run::with_causes(&e))?;
    let case = evidence.cases.first().ok_or("no evidence")?;
    if let Some(incident) = &case.incident {
        return Err(incident.message.clone());
    }
    if let Some(user) = case.identity.as_ref().and_then(|identity| identity.user.as_ref()) {
        let shown = case.surroundings.shown.as_ref();
        let shown = shown.map(|shown| format!("; known by {}: `{}`", shown.in_words(), shown.line()));
        return Ok(format!("signed in as {user} in {} ms{}", case.duration_ms, shown.unwrap_or_default()));
    }
    if let Some(refused) = crate::judge::refused_dialect(&evidence.controls) {
        return Err(format!("{refused}; the same login in the specification's dialect works"));
    }
    let page = case.steps.last().map(|step| &step.page);
    let text: String = page.map(|p| p.text.chars().take(200).collect()).unwrap_or_default();
    Err(format!(
        "nobody is signed in; the last page, {}, says: {text}",
        page.map(|p| p.url.as_str()).unwrap_or_default()
    ))
}

struct Silent;

impl Observer for Silent {
    fn preparing(&self, what: &str) {
        out(&format!("         {what}"));
    }

    fn started(&self, _: &str) {}

    fn finished(&self, _: &CaseEvidence) {}
}

//! `saml-harness doctor`: what is there, what is missing, and how to get it.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Failure, catalogue, out};
use crate::evidence::{CaseEvidence, Identity, Sign};
use crate::plan::{ControlId, Selection, plan};
use crate::run::browser::{Browser, BrowserOptions};
use crate::run::{Engine, EngineName, IdpOptions, Observer, RunOptions};
use crate::target::{SignedIn, Target};

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Target file of the SP (the reference SP when absent)
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// A WebDriver endpoint that runs already
    #[arg(long, value_name = "URL", value_parser = super::address::webdriver)]
    webdriver: Option<String>,
}

/// Prints a line for each thing; 0 when all is well, 2 when the target file is wrong, 3 else.
pub(super) async fn doctor(arguments: DoctorArguments) -> Result<u8, Failure> {
    let mut status = 0;
    let options = BrowserOptions { webdriver: arguments.webdriver, headed: false, idp_authority: None };
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
        idp: IdpOptions::default(),
        sp_env: Vec::new(),
    };
    let (_keep, stop) = watch::channel(false);
    let signed_in = target.signed_in.clone();
    let evidence = crate::run::run(Arc::new(plan), target, options, Arc::new(Silent), stop).await;
    let evidence = evidence.map_err(|e| crate::run::with_causes(&e))?;
    let recognised = evidence.cases.first().and_then(|case| recognised(&signed_in, case.identity.as_ref()?));
    if let Some(recognised) = recognised {
        tell("look-up", Ok::<_, String>(recognised));
    }
    let nobody = evidence.nobody.as_ref().map_or(Ok(String::new()), |nobody| nobody_looks_like(&signed_in, nobody));
    // A plain login works without it; refusals cannot be verified.
    if nobody.as_ref().map_or(true, |text| !text.is_empty()) && tell("nobody", nobody) != 0 {
        return Err("who is refused could not be told from who is signed in".to_owned());
    }
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

/// How the user was recognised; none where there was none.
fn recognised(signed_in: &SignedIn, identity: &Identity) -> Option<String> {
    let user = identity.user.as_deref()?;
    let by = match (&signed_in.json, &signed_in.script, &signed_in.attribute) {
        (Some(pointer), ..) => format!("`{pointer}` in the JSON"),
        (None, Some(script), _) => format!("`{script}`"),
        (None, None, Some(attribute)) => format!("`{attribute}` of `{}`", signed_in.user),
        (None, None, None) => format!("`{}`", signed_in.user),
    };
    let several = match identity.texts.len() {
        0 => String::new(),
        many => format!(", the first of {many} such elements"),
    };
    Some(format!("{by} at {} is {user:?}{several}", identity.page.url))
}

/// What `nobody`, the look-up before anybody had logged in, shows; in words what is missing to recognise it again.
fn nobody_looks_like(signed_in: &SignedIn, nobody: &Identity) -> Result<String, String> {
    let status = nobody.page.status.map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"));
    let place = format!("{} ({status})", nobody.page.url);
    match (&nobody.sign, &nobody.user) {
        (Sign::Unclear(reason), _) => Err(format!("{place}: {reason}")),
        (Sign::LedToIdp, _) => Ok(format!("whoever is not signed in is led to the IdP: {place}")),
        (Sign::Nobody, _) if signed_in.json.is_some() => Ok(format!("the JSON or its status says so: {place}")),
        (Sign::Nobody, _) => Ok(format!("the page or its status says so: {place}")),
        (_, Some(text)) => Ok(format!("{place} shows {text:?} to everybody")),
        (_, None) => Ok(format!("{place} shows no user")),
    }
}

struct Silent;

impl Observer for Silent {
    fn preparing(&self, what: &str) {
        out(&format!("         {what}"));
    }

    fn started(&self, _: &str) {}

    fn finished(&self, _: &CaseEvidence) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Page;

    #[test]
    fn the_doctor_says_how_the_user_and_nobody_are_recognised() {
        let signed_in = SignedIn::of_element(Some("/me".to_owned()), "#user".to_owned());
        let page = Page { url: "http://sp/me".to_owned(), status: Some(200), ..Page::default() };
        let user = Some("victim@acme.test ".to_owned());
        let identity = Identity { user, sign: Sign::User, page: page.clone(), ..Identity::default() };
        let said = recognised(&signed_in, &identity).unwrap();
        assert_eq!(said, "`#user` at http://sp/me is \"victim@acme.test \"");
        let nobody =
            |sign| nobody_looks_like(&signed_in, &Identity { sign, page: page.clone(), ..Identity::default() });
        assert_eq!(nobody(Sign::Absent).unwrap(), "http://sp/me (HTTP 200) shows no user");
        assert!(
            nobody(Sign::Unclear("it is a white page; add `nobody`".to_owned())).unwrap_err().contains("add `nobody`")
        );
    }
}

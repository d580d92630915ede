//! `saml-harness init`: looks at an SP, and writes a target file for it.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use url::Url;

use super::doctor::{DoctorArguments, doctor};
use super::driving::Driving;
use super::{Failure, catalogue, out};
use crate::discover::drive::look_around;
use crate::discover::written::Draft;
use crate::discover::{Ask, Findings, Known};
use crate::plan::{Case, Selection, plan};
use crate::run::Visit;
use crate::target::{Target, load_text};

/// The case whose login is tried.
const LOGIN: &str = "login/sp-initiated";

/// JumpCloud's settings that are tried where an SP does not take a response, one after the other.
const IDP: [&[&str]; 5] = [&[], &[E_MAIL_FORMAT], &[PLAIN_DIALECT], &[USERNAME], &[E_MAIL_FORMAT, PLAIN_DIALECT]];
const E_MAIL_FORMAT: &str = "name_id_format = \"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"";
const USERNAME: &str = "subject_field = \"username\"   # it knows people by their user names";
const PLAIN_DIALECT: &str = "dialect = \"specification\"   # it cannot read what JumpCloud itself writes";

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// A page of the SP (with `--launch` or a `[launch]` in `--base` it may be left out, or have `{port}` in it)
    url: Option<String>,
    /// Where the target file is written
    #[arg(long, value_name = "FILE")]
    target_file: Option<PathBuf>,
    /// Write it also where there is one already
    #[arg(long)]
    force: bool,
    /// A target file with some parts, which are kept; the others are found
    #[arg(long, value_name = "FILE", conflicts_with = "launch")]
    base: Option<PathBuf>,
    /// What starts the SP; `{port}`, `{sp.base_url}` and `{idp.metadata_file}` are filled in, and are in its environment as
    /// PORT, SP_BASE_URL and IDP_METADATA; in quotes where it has options of its own
    #[arg(long, value_name = "COMMAND", num_args = 1..)]
    launch: Vec<String>,
    /// One more variable for `--launch`, as `NAME=VALUE` (repeatable)
    #[arg(long, value_name = "NAME=VALUE", requires = "launch")]
    env: Vec<String>,
    /// The line on stdout by which the SP of `--launch` says that it is ready (otherwise its first page answers)
    #[arg(long, value_name = "LINE", requires = "launch")]
    ready: Option<String>,
    /// Where the SP's SAML metadata is, a URL or a path
    #[arg(long, value_name = "URL")]
    metadata: Option<String>,
    /// Where Company Login begins, a path
    #[arg(long, value_name = "PATH")]
    login: Option<String>,
    /// The SP's name in the file and in reports
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Take what is found, and ask nothing
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    driving: Driving,
}

/// Writes the file and checks it; the exit status is that of `doctor`.
pub(super) async fn init(arguments: InitArguments) -> Result<u8, Failure> {
    let file = target_file(&arguments)?;
    let given = match &arguments.base {
        Some(base) => std::fs::read_to_string(base)
            .map_err(|error| Failure::Usage(format!("--base {} cannot be read: {error}", base.display())))?,
        None => launch(&arguments)?,
    };
    let is_launched = !given.trim().is_empty() && given.contains("[launch]");
    let (base_url, first_page) = address(&arguments, is_launched)?;
    let name = arguments.name.clone().unwrap_or_else(|| name_of(&file));
    let mut draft =
        Draft::new(&given, &name, &base_url).map_err(|error| Failure::Usage(format!("--base is no TOML: {error}")))?;
    let mut known = Known {
        first_page,
        provision: draft.has("provision"),
        names: draft.has_names(),
        metadata_url: arguments.metadata.clone().or_else(|| draft.sp("metadata_url").map(str::to_owned)),
        login: arguments.login.clone().map(|path| (path, Vec::new())).filter(|_| arguments.yes),
    };
    if known.login.is_none() && arguments.login.is_some() {
        known.first_page.clone_from(&arguments.login);
    }
    let person = Person { asks: !arguments.yes && std::io::stdin().is_terminal() };
    let mut findings = Findings::default();
    for lines in IDP {
        draft.idp = lines.iter().map(|line| (*line).to_owned()).collect();
        let text = draft.for_looking(&findings);
        let target = load_text(&file, text).map_err(Failure::usage)?;
        if draft.has("login") {
            let steps = target.login.steps.iter().map(|step| step.action.clone()).collect();
            known.login = Some((target.login.start.clone(), steps));
        }
        let before = std::mem::take(&mut findings);
        findings = looked_around(&arguments, target, &known, &person).await?;
        findings.provision = findings.provision.or(before.provision);
        findings.metadata_url = findings.metadata_url.or(before.metadata_url);
        findings.names = findings.names.or(before.names);
        if findings.who.is_some() || findings.login.is_none() || draft.has("idp") {
            break;
        }
        if let Some(trouble) = &findings.trouble {
            out(&format!("  {trouble}"));
        }
        // What is known need not be found once more.
        known.login.clone_from(&findings.login);
        known.metadata_url = findings.metadata_url.clone().or(known.metadata_url);
        known.provision |= findings.provision.is_some();
    }
    if findings.who.is_none() {
        draft.idp.clear();
    }
    let text = format!(
        "# Written by `saml-harness init`; every key is in files.md of its documentation.\n{}",
        draft.whole(&findings)
    );
    load_text(&file, text.clone()).map_err(Failure::usage)?;
    std::fs::write(&file, text)
        .map_err(|error| Failure::Usage(format!("{} cannot be written: {error}", file.display())))?;
    out(&format!("\nwritten: {}; `saml-harness doctor --target {0}` says:\n", file.display()));
    doctor(DoctorArguments { target: Some(file), smoke: None, json: false, driving: arguments.driving }).await
}

async fn looked_around(
    arguments: &InitArguments,
    target: Target,
    known: &Known,
    person: &Person,
) -> Result<Findings, Failure> {
    let case = login_case(&target)?;
    let folder = crate::run::scratch::folder().map_err(Failure::trouble)?;
    let options = arguments.driving.options(folder.path().to_owned())?;
    let mut visit = Visit::begin(target, options, case, &|what| out(what)).await.map_err(Failure::trouble)?;
    let found = tokio::select! {
        found = look_around(&mut visit, known, person) => found.map_err(Failure::trouble),
        _ = tokio::signal::ctrl_c() => Err(Failure::Trouble("interrupted; nothing was written".to_owned())),
    };
    if found.is_err() {
        visit.log().iter().for_each(|line| out(&format!("  | {line}")));
    }
    visit.end().await;
    found
}

/// The plain login, as it is planned for `target`.
pub(super) fn login_case(target: &Target) -> Result<Case, Failure> {
    let loaded = catalogue::load(&[])?;
    let selection = Selection { filters: vec![LOGIN.to_owned()], ..Selection::default() };
    let plan = plan(&loaded.scenarios, &loaded.guides, target, &selection).map_err(Failure::usage)?;
    let case = plan.cases.into_iter().find(|case| *case.id == *LOGIN);
    case.ok_or_else(|| Failure::Usage(format!("the catalogue has no `{LOGIN}`")))
}

/// Where the file goes: beside `--base`, whose paths begin there, or here.
fn target_file(arguments: &InitArguments) -> Result<PathBuf, Failure> {
    let beside = arguments.base.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let file = arguments.target_file.clone().unwrap_or_else(|| beside.join("saml-harness.toml"));
    if file.exists() && !arguments.force {
        let help = "take it with `doctor --target`, name another by --target-file, or write over it by --force";
        return Err(Failure::Usage(format!("{} is there already; {help}", file.display())));
    }
    Ok(file)
}

/// `[launch]` of the command line; empty without one.
fn launch(arguments: &InitArguments) -> Result<String, Failure> {
    let words = match arguments.launch.as_slice() {
        [] => return Ok(String::new()),
        // One word with blanks is a command as a shell reads it.
        [one] => shlex::split(one).ok_or_else(|| Failure::Usage(format!("--launch `{one}` has an open quote")))?,
        several => several.to_vec(),
    };
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let command: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let mut env: Vec<(String, String)> =
        [("PORT", "{port}"), ("SP_BASE_URL", "{sp.base_url}"), ("IDP_METADATA", "{idp.metadata_file}")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
    for variable in &arguments.env {
        let Some((name, value)) = variable.split_once('=') else {
            return Err(Failure::Usage(format!("--env `{variable}`: write it as NAME=VALUE")));
        };
        env.retain(|(known, _)| known != name);
        env.push((name.to_owned(), value.to_owned()));
    }
    let env: Vec<String> = env.iter().map(|(name, value)| format!("{} = {}", quoted(name), quoted(value))).collect();
    let ready = match &arguments.ready {
        Some(line) => format!("ready   = {}", quoted(line)),
        None => "ready_url = \"{sp.base_url}/\"".to_owned(),
    };
    Ok(format!("[launch]\ncommand = [{}]\nenv     = {{ {} }}\n{ready}\n", command.join(", "), env.join(", ")))
}

/// The SP's base URL and the page to begin at.
fn address(arguments: &InitArguments, is_launched: bool) -> Result<(String, Option<String>), Failure> {
    let Some(url) = &arguments.url else {
        if is_launched {
            return Ok(("http://127.0.0.1:{port}".to_owned(), None));
        }
        return Err(Failure::Usage("say where the SP is, as `saml-harness init http://localhost:3000`".to_owned()));
    };
    // A number stands in for the port that is not known yet.
    const STAND_IN: &str = "59999";
    let whole = if url.contains("://") { url.clone() } else { format!("http://{url}") };
    let parsed = Url::parse(&whole.replace("{port}", STAND_IN))
        .map_err(|error| Failure::Usage(format!("`{url}` is no address of an SP: {error}")))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(Failure::Usage(format!("`{url}` is no address of an SP: it begins with http:// or https://")));
    }
    let origin = parsed.origin().ascii_serialization();
    let origin = if whole.contains("{port}") { origin.replace(STAND_IN, "{port}") } else { origin };
    let page = &parsed[url::Position::BeforePath..url::Position::AfterQuery];
    Ok((origin, Some(page.to_owned()).filter(|page| page != "/")))
}

/// The name of the folder that the file is in.
fn name_of(file: &Path) -> String {
    let folder = std::path::absolute(file).ok();
    let name =
        folder.as_deref().and_then(Path::parent).and_then(Path::file_name).map(|n| n.to_string_lossy().to_lowercase());
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let name: String = name.unwrap_or_default().chars().map(plain).collect();
    let name = name.trim_matches(|c| c == '-' || c == '.').to_owned();
    if name.is_empty() { "my-app".to_owned() } else { name }
}

/// The person at the terminal, if there is one.
struct Person {
    asks: bool,
}

impl Ask for Person {
    fn ask(&self, question: &str) -> Option<String> {
        if !self.asks {
            return None;
        }
        let mut stdout = std::io::stdout();
        let _ = write!(stdout, "? {question} ");
        let _ = stdout.flush();
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty())
    }

    fn tell(&self, line: &str) {
        out(&format!("found    {line}"));
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Call {
        #[command(flatten)]
        arguments: InitArguments,
    }

    fn arguments(words: &[&str]) -> InitArguments {
        Call::parse_from([&["init"], words].concat()).arguments
    }

    #[test]
    fn an_address_is_where_the_sp_is_and_a_page_to_begin_at() {
        let of = |url: &str| address(&arguments(&[url]), false).unwrap();
        assert_eq!(of("http://localhost:3000"), ("http://localhost:3000".to_owned(), None));
        assert_eq!(of("localhost:3000/a?b=c"), ("http://localhost:3000".to_owned(), Some("/a?b=c".to_owned())));
        assert_eq!(of("https://app.test/in#x").0, "https://app.test");
        assert_eq!(of("http://127.0.0.1:{port}/x").0, "http://127.0.0.1:{port}");
        assert!(address(&arguments(&["ftp://x"]), false).is_err() && address(&arguments(&[]), false).is_err());
        assert!(address(&arguments(&[]), true).is_ok());
    }

    #[test]
    fn options_after_the_command_are_not_the_commands() {
        let given = arguments(&["--launch", "./serve", "now", "--yes"]);
        assert_eq!((given.launch, given.yes), (vec!["./serve".to_owned(), "now".to_owned()], true));
    }

    #[test]
    fn a_command_becomes_a_launch_with_the_values_that_an_sp_needs() {
        let text = launch(&arguments(&["--env", "A=b c", "--ready", "up", "--launch", "npm run 'my app'"])).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let launch = table["launch"].as_table().unwrap();
        assert_eq!(launch["command"].as_array().unwrap().len(), 3);
        assert_eq!(launch["env"]["A"].as_str(), Some("b c"));
        assert_eq!(launch["env"]["IDP_METADATA"].as_str(), Some("{idp.metadata_file}"));
        assert_eq!(launch["ready"].as_str(), Some("up"));
    }
}

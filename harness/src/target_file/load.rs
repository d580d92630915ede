//! Reading a target file.

mod idp;
mod interruption;
mod procedure;
mod signed_in;
mod sp;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use self::idp::{read_idp, read_mail_domain};
use self::procedure::{names_read, read_beside, read_provision};
use self::sp::{read_sp, whole_url};
use super::steps::{steps, steps_of};
use super::trust::read_trust;
use super::{Departure, Launch, Login, Pace, Ready, SignedIn, Target};
use crate::action::{Action, Step};
use crate::diagnostic::{Diagnostics, File, Source, Table, Value, help_for};
use crate::outcome::Verdict;
use crate::placeholder::Names;
use mock_idp::recipe::Span;

/// What a departure can accept: every verdict that is not `pass`.
const DEPARTURES: &[Verdict] = &[Verdict::Fail, Verdict::Warn, Verdict::NotVerified, Verdict::NotApplicable];

/// What a target may say it can or cannot do.
const SUPPORTS: &[&str] = &[
    "idp_initiated",
    "deep_link",
    "sign_assertion",
    "sign_response",
    "sign_both",
    "request_post",
    "rsa_sha1",
    "encryption",
    "single_logout",
    "username_as_name_id",
    "shared_accounts",
];

/// How long an SP may take to be ready, unless it says otherwise: servers on a JVM take half of it.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Reads the target file at `path`.
pub fn load(path: &Path) -> Result<Target, Diagnostics> {
    load_from(&Source::on_disk(path))
}

/// Reads the target file of `source`. What this program carries has no folder: its commands run in the current one.
pub fn load_from(source: &Source) -> Result<Target, Diagnostics> {
    let folder = source.path().parent().filter(|folder| !folder.as_os_str().is_empty() && !source.is_embedded());
    let file = File::read(source)?;
    file.load(|table| target(source.path(), folder.unwrap_or(Path::new(".")), table))
}

/// Reads `text` as the target file that is to be at `path`.
pub fn load_text(path: &Path, text: String) -> Result<Target, Diagnostics> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::new(path, text).load(|table| target(path, folder.unwrap_or(Path::new(".")), table))
}

fn target(path: &Path, folder: &Path, table: &mut Table<'_>) -> Target {
    let read = names_read(table);
    let names = Names::target().with(read.iter().cloned());
    if let Some(schema) = table.required("schema")
        && schema.index().is_some_and(|number| number != 1)
    {
        schema.report("this schema is not known".to_owned(), "only 1 is", None);
    }
    let name = table.required_str("name");
    let launch = table.table("launch").map(|launch| read_launch(launch, &names));
    let sp = table.required_table("sp").map(|mut sp| {
        let trust = read_trust(&mut sp, folder, launch.is_some());
        (read_sp(sp, &names, &read), trust)
    });
    let (sp, (trust, ca)) = sp.unwrap_or_default();
    let mail_domain = table.optional("mail_domain").map(|value| read_mail_domain(&value));
    let (idp, idp_tls) = read_idp(table, &names);
    let provision = read_provision(table, &names, launch.is_some());
    let teardown = read_beside(table, "teardown", &names);
    let accounts = read_beside(table, "accounts", &names);
    let login = table.required_table("login").map(|login| read_login(login, &names));
    let interruptions = table.tables("interruption").into_iter().map(|one| interruption::read(one, &names)).collect();
    let signed_in = table.required_table("signed_in").map(|signed_in| signed_in::read(signed_in, &names));
    let sign_out = table.table("sign_out").map(|sign_out| read_sign_out(sign_out, &names));
    Target {
        name,
        folder: std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()),
        path: path.to_owned(),
        mail_domain,
        launch,
        sp,
        trust,
        ca,
        idp_tls,
        idp,
        provision,
        teardown,
        accounts,
        login: login.unwrap_or_default(),
        interruptions,
        signed_in: signed_in.unwrap_or_else(|| SignedIn::of_element(None, String::new())),
        sign_out,
        supports: read_supports(table),
        pace: table
            .optional("pace")
            .and_then(|value| Pace::read(&value.text()).map_err(|message| value.report(message, "", None)).ok()),
        departures: table.tables("departure").into_iter().flat_map(read_departures).collect(),
    }
}

fn read_launch(mut table: Table<'_>, names: &Names) -> Launch {
    let setup = table.has("setup").then(|| table.templates("setup", names));
    let command = command(&mut table, names).unwrap_or_default();
    let env = table.template_map("env", names);
    let line = table.optional_str("ready");
    let url = table.optional("ready_url");
    let ready = match (line, url) {
        (Some(_), Some(url)) => {
            let message = "`ready` and `ready_url` are both given".to_owned();
            table.file.report(url.key_span, message, "give one of them", None);
            Ready::Line(String::new())
        }
        (Some(line), None) => Ready::Line(line),
        (None, Some(url)) => Ready::Url(whole_url(&url, names)),
        (None, None) => {
            let message = "missing key `ready` or `ready_url`".to_owned();
            table.file.report(table.span(), message, "nothing tells when the SP is ready", None);
            Ready::Line(String::new())
        }
    };
    let timeout = table.optional("timeout").map(|value| {
        duration(&value.text()).unwrap_or_else(|message| {
            value.report(message, "", None);
            READY_WITHIN
        })
    });
    table.finish();
    Launch { setup, command, env, ready, timeout: timeout.unwrap_or(READY_WITHIN) }
}

/// A program and its arguments under `command`, which must be there and not empty.
fn command(table: &mut Table<'_>, names: &Names) -> Option<Vec<String>> {
    let value = table.required("command")?;
    let words: Vec<String> = value.items().iter().map(|word| word.template(names)).collect();
    if words.is_empty() && value.raw().get_ref().is_array() {
        value.report("`command` names no program".to_owned(), "", None);
    }
    Some(words)
}

fn read_login(mut table: Table<'_>, names: &Names) -> Login {
    let with_path = names.clone().with(["path".to_owned()]);
    let deep_link = table.optional("deep_link").map(|value| {
        let template = value.template(&with_path);
        if !template.contains("{path") {
            let message = "`deep_link` leads to one page only".to_owned();
            value.report(message, "", Some("put `{path}` where the scenario's path goes".to_owned()));
        }
        template
    });
    let deep_link_steps = table.optional("deep_link_steps").map(|value| {
        if deep_link.is_none() {
            let help = Some("give `deep_link`, as `/orders/{path}`".to_owned());
            value.file.report(value.key_span.clone(), "`deep_link_steps` needs `deep_link`".to_owned(), "", help);
        }
        steps_of(&value, names)
    });
    let login = Login {
        start: table.required_template("start", names),
        steps: steps(&mut table, "steps", names),
        deep_link,
        deep_link_steps,
    };
    table.finish();
    login
}

/// The page that signs out, or the steps that do.
fn read_sign_out(mut table: Table<'_>, names: &Names) -> Vec<Step> {
    let open = if table.has("steps") { table.optional("open") } else { table.required("open") };
    if let Some(open) = open.as_ref().filter(|_| table.has("steps")) {
        let help = Some("make it the first step, as `{ open = \"/me\" }`".to_owned());
        open.report("`open` and `steps` are both given".to_owned(), "give one of them", help);
    }
    let url = open.map(|value| value.template(names));
    let mut done: Vec<Step> = url.into_iter().map(|url| Step { action: Action::Open { url }, guide: None }).collect();
    done.extend(steps(&mut table, "steps", names));
    table.finish();
    done
}

/// A JSON pointer (RFC 6901).
fn json_pointer(value: &Value<'_>) -> String {
    let pointer = value.text();
    if !pointer.is_empty() && !pointer.starts_with('/') && value.raw().get_ref().is_str() {
        let help = Some(format!("write `/{}`", pointer.replace('.', "/")));
        value.report(format!("`{pointer}` is no JSON pointer"), "a pointer begins with `/`", help);
    }
    pointer
}

fn read_supports(table: &mut Table<'_>) -> BTreeMap<String, bool> {
    let mut supports = BTreeMap::new();
    for value in table.table("supports").into_iter().flat_map(Table::into_values) {
        if !SUPPORTS.contains(&value.key.as_str()) {
            let help = help_for(&value.key, SUPPORTS.iter().copied());
            let message = format!("unknown key `{}`", value.key);
            value.file.report(value.key_span.clone(), message, "nothing reads this key", help);
        }
        supports.extend(value.boolean().map(|yes| (value.key.clone(), yes)));
    }
    supports
}

/// One departure for each scenario that is named: under `scenario`, or several under `scenarios`.
fn read_departures(mut table: Table<'_>) -> Vec<Departure> {
    let several = table.items("scenarios");
    let one = if several.is_empty() { table.required("scenario") } else { table.optional("scenario") };
    if let Some(one) = one.as_ref().filter(|_| !several.is_empty()) {
        let message = "`scenario` and `scenarios` are both given".to_owned();
        table.file.report(one.key_span.clone(), message, "give one of them", None);
    }
    let verdict = table.required("verdict").and_then(|value| value.choice("verdict", DEPARTURES));
    let critical = table.optional("critical").and_then(|value| value.boolean());
    let reason = table.required_str("reason");
    table.finish();
    let named = one.into_iter().chain(several);
    named
        .map(|value| {
            let message = format!("unknown scenario `{}`", value.text());
            Departure {
                scenario: value.text(),
                verdict: verdict.unwrap_or(Verdict::Fail),
                critical: critical.unwrap_or(false),
                reason: reason.clone(),
                unknown: Some(value.file.fault(value.span(), message, "no scenario and no case has this id", None)),
            }
        })
        .collect()
}

/// A length of time as people write it: `500ms`, `60s`, `2m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let span = text.parse::<Span>().ok().filter(|_| !text.starts_with(['+', '-']));
    let length = span.map(|span| Duration::from_millis(span.milliseconds().unsigned_abs()));
    length.ok_or_else(|| format!("`{text}` is no length of time; write it as `500ms`, `60s` or `2m`"))
}

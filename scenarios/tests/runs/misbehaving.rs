//! SPs that misbehave at each phase of a login: whatever they do, the login comes to something in words within the case's
//! limit, never to somebody who is not there, and with no more memory than other logins take.

mod behaviours;
mod front;

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use self::behaviours::{ALL, Behaviour, find};
use self::front::{Front, Phase, deep_link};
use crate::common;
use rstest::rstest;
use serde_json::Value;

/// How long a run may take before it counts as one that hangs.
const HANGS: Duration = Duration::from_secs(420);

/// How much memory a run may take, of which a page of 100 MB is not to be a part.
const MOST: u64 = 450_000_000;

fn id(behaviour: &Behaviour, phase: Phase) -> String {
    format!("login/{}-at-{}", behaviour.name, phase.word())
}

/// Writes a scenario for each of `cases`, and one of a plain login after them all.
fn catalogue(folder: &Path, cases: &[(&Behaviour, Phase)]) -> PathBuf {
    let catalogue = folder.join("catalogue");
    std::fs::create_dir_all(catalogue.join("login")).unwrap();
    let scenario = |id: &str, flow: &str| {
        let text = format!(
            "title = \"{id}\"\nwhy = \"A test.\"\nrefs = [\"FLO-01\"]\nseverity = \"low\"\nextends = \"login/sp-initiated\"\n{flow}\
             [expect]\noutcome = \"signed-in\"\n"
        );
        std::fs::write(catalogue.join(format!("{id}.toml")), text).unwrap();
    };
    for (behaviour, phase) in cases {
        let step = format!("{{ do = \"company-login\", deep_link = \"{}\" }}", deep_link(behaviour, *phase));
        scenario(&id(behaviour, *phase), &format!("[flow]\nsteps = [{step}, {{ do = \"idp-login\" }}]\n"));
    }
    let step = "{ do = \"company-login\", deep_link = \"/orders/plain\" }";
    scenario(PLAIN, &format!("[flow]\nsteps = [{step}, {{ do = \"idp-login\" }}]\n"));
    catalogue
}

/// The plain login that is done last.
const PLAIN: &str = "login/zz-plain";

/// The reference SP behind `front`.
fn target(folder: &Path, front: &Front) -> PathBuf {
    let port = front.port.display();
    let launch = format!(r#"["sh", "-c", "echo $PORT > '{port}'; exec '{{harness}}' reference-sp"]"#);
    let file = common::reference_target(folder, r#"["{harness}", "reference-sp"]"#, &launch);
    let text = std::fs::read_to_string(&file).unwrap().replace("http://127.0.0.1:{port}", &front.address);
    std::fs::write(&file, text + "\n[idp]\ndialect = \"jumpcloud\"\n").unwrap();
    file
}

/// Waits for the end of `run`; the most memory that it had, and its exit status.
fn ended(mut run: Child) -> (u64, Option<i32>, String) {
    let pid = run.id();
    let (tell, told) = mpsc::channel();
    let stderr = run.stderr.take().unwrap();
    let said = std::thread::spawn(move || std::io::read_to_string(stderr).unwrap_or_default());
    std::thread::spawn(move || tell.send(run.wait().unwrap()));
    let mut most = 0;
    let rounds = u32::try_from(HANGS.as_millis() / 100).unwrap();
    for _ in 0..rounds {
        let status = told.recv_timeout(Duration::from_millis(100));
        if let Ok(status) = status {
            return (most, status.code(), said.join().unwrap());
        }
        let of_process = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let peak =
            of_process.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        most = peak.map_or(most, |kilobytes: u64| kilobytes * 1024);
    }
    let _ = std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status();
    panic!("the run hangs:\n{}", said.join().unwrap());
}

/// What the case came to in a word: `well`, its outcome, or that it is not verified.
fn word(case: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match case["verdict"].as_str() {
        Some("pass") if case["outcome"]["user"] == "employee@acme.test" => "well".to_owned(),
        Some("not-verified") => "not-verified".to_owned(),
        _ => format!(
            "{}{}",
            text(&case["outcome"]["kind"]),
            if case["outcome"]["user"] == "victim@acme.test" { " as victim" } else { "" }
        ),
    }
}

/// Runs `cases` by `engine`, and holds what each came to against the table.
fn hold(engine: &str, cases: &[(&Behaviour, Phase)]) {
    let folder = tempfile::tempdir().unwrap();
    let front = Front::start(folder.path().join("port"));
    let (catalogue, target) = (catalogue(folder.path(), cases), target(folder.path(), &front));
    let report = folder.path().join("report");
    let mut command = common::harness();
    command.args(["run", "--engine", engine, "--jobs", "1", "--no-snapshots", "--timeout"]);
    command.arg(if engine == "http" { "4s" } else { "10s" });
    command.arg("--catalogue").arg(catalogue).arg("--target").arg(target).arg("--report").arg(&report);
    command.args(cases.iter().map(|(behaviour, phase)| id(behaviour, *phase))).arg(PLAIN);
    let (most, status, said) = ended(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    let results = std::fs::read_to_string(report.join("results.json")).unwrap_or_else(|_| panic!("{said}"));
    let results: Value = serde_json::from_str(&results).unwrap();
    let rows = results["cases"].as_array().unwrap();
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}: {said}"));
    let mut wrong = Vec::new();
    for (behaviour, phase) in cases {
        let case = row(&id(behaviour, *phase));
        let (came_to, reason) = (word(case), case["reason"].as_str().unwrap());
        let allowed = behaviour.may_come_to(*phase, engine == "browser");
        if !allowed.contains(&came_to.as_str()) || came_to != "well" && reason.is_empty() {
            wrong.push(format!("{}: {came_to} ({reason}), not {}", case["id"], allowed.join(" or ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    let plain = row(PLAIN);
    // On a machine that is busy with other tests it may take longer than this run lets it.
    let is_late =
        plain["reason"].as_str().is_some_and(|reason| reason.starts_with("time-out: the case took more than"));
    assert!(word(plain) == "well" || is_late, "what misbehaved before must not matter: {plain}");
    let has = |verdict: &str| rows.iter().any(|row| row["verdict"] == verdict);
    let expected = if has("fail") {
        1
    } else if has("not-verified") {
        3
    } else {
        0
    };
    assert_eq!(status, Some(expected), "{said}");
    assert!(most < MOST, "the run took {most} bytes of memory");
}

/// The behaviours of one kind, each at the phases that `phases` says. The variable `ONLY` names one of them, and `ALL_PHASES` adds
/// the phases that a run of all tests has no time for.
fn cases(hanging: bool, phases: impl Fn(&Behaviour) -> Vec<Phase>) -> Vec<(&'static Behaviour, Phase)> {
    let only = std::env::var("ONLY").ok();
    let behaviours = ALL.iter().filter(|one| one.hangs == hanging && only.as_ref().is_none_or(|name| name == one.name));
    behaviours.flat_map(|one| phases(one).into_iter().map(move |phase| (one, phase))).collect()
}

#[test]
fn whatever_an_sp_answers_a_login_comes_to_something() {
    hold("http", &cases(false, |_| Phase::ALL.to_vec()));
}

#[test]
#[ignore = "takes minutes; `cargo test --package scenarios --test runs misbehaving -- --ignored`"]
fn whatever_an_sp_answers_a_login_in_chromium_comes_to_something() {
    let everywhere = std::env::var_os("ALL_PHASES").is_some();
    hold("browser", &cases(false, |_| if everywhere { Phase::ALL.to_vec() } else { vec![Phase::Acs] }));
}

#[rstest]
#[case::http("http")]
#[case::chromium("browser")]
fn an_sp_that_never_ends_its_answer_ends_no_run(#[case] engine: &str) {
    let everywhere = std::env::var_os("ALL_PHASES").is_some();
    let phases = |one: &Behaviour| match one.name {
        _ if everywhere => Phase::ALL.to_vec(),
        "hangs" if engine == "http" => vec![Phase::Start, Phase::Acs, Phase::LookUp],
        _ => vec![Phase::Acs],
    };
    hold(engine, &cases(true, phases));
}

#[rstest]
#[case("hangs")]
#[case("no-http")]
#[case("large-page")]
#[case("body-without-end")]
fn metadata_that_never_come_are_told(#[case] name: &str) {
    assert!(find(name).is_some());
    let folder = tempfile::tempdir().unwrap();
    let front = Front::start(folder.path().join("port"));
    let target = target(folder.path(), &front);
    let text = std::fs::read_to_string(&target).unwrap();
    let text = text.replace("{sp.base_url}/saml/metadata", &format!("{{sp.base_url}}/misbehaves/{name}"));
    let text = text.replace("acs_url      = \"{sp.base_url}/saml/acs\"\n", "");
    std::fs::write(&target, text).unwrap();
    let report = folder.path().join("report");
    let mut command = common::harness();
    command.args(["run", "login/sp-initiated", "--engine", "http", "--no-snapshots", "--target"]).arg(&target);
    command.arg("--report").arg(&report).stdout(Stdio::null()).stderr(Stdio::piped());
    let (most, status, said) = ended(command.spawn().unwrap());
    assert_eq!(status, Some(3), "{name}: {said}");
    let results = std::fs::read_to_string(report.join("results.json")).unwrap();
    assert!(results.contains(&format!("/misbehaves/{name}")), "{name}: {results}");
    assert!(most < MOST, "{name} took {most} bytes of memory");
}

//! Trouble on our side: never a pass, never a fail, never a process left behind, and a message that says what to do.

mod chaos;
mod disk;
mod owned;
mod processes;
mod retried;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use self::processes::{await_empty, await_end, descendants, kill};
use crate::common;
use rstest::rstest;
use serde_json::Value;

/// Some quick scenarios that share a lane.
const SOME: [&str; 6] = [
    "login/sp-initiated",
    "login/attributes-and-groups",
    "login/authn-context",
    "login/deep-link",
    "login/live-idp-session",
    "login/no-attributes",
];

/// Starts a run of some cases in one lane; its temporary files are in `temporary`, if anywhere.
fn start(folder: &Path, temporary: Option<&Path>) -> Child {
    start_with(folder, temporary, &[])
}

/// The same with `more` arguments.
fn start_with(folder: &Path, temporary: Option<&Path>, more: &[&str]) -> Child {
    let _ = std::fs::remove_dir_all(folder);
    let mut command = common::harness();
    command.envs(temporary.map(|temporary| ("TMPDIR", temporary)));
    command.args(["run", "--jobs", "1", "--no-snapshots", "--report"]).arg(folder).args(SOME).args(more);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until two cases are through; what is said after that is read and dropped. The first is the plain login, which
/// has an SP of its own; from the second on the lane's SP is there until the lane ends.
fn after_two_cases(run: &mut Child) {
    let mut lines = BufReader::new(run.stderr.take().unwrap()).lines();
    let mut said = String::new();
    let mut passed = 0;
    for line in lines.by_ref() {
        let line = line.unwrap();
        passed += usize::from(line.starts_with("pass  "));
        if passed == 2 {
            std::thread::spawn(move || lines.count());
            return;
        }
        said += &format!("{line}\n");
    }
    panic!("only {passed} cases passed:\n{said}");
}

#[rstest]
#[case::driver("chromedriver", "browser")]
#[case::browser("chrom", "browser")]
#[case::sp("reference-sp", "launch")]
fn what_is_killed_is_not_verified_and_the_rest_still_runs(#[case] victim: &str, #[case] kind: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{victim}"));
    let mut run = start(&folder, None);
    after_two_cases(&mut run);
    let children = descendants(run.id());
    let matches = |name: &str| name.starts_with(victim) && (victim != "chrom" || !name.starts_with("chromedriver"));
    let pid = children.iter().filter(|(_, name)| matches(name)).map(|(pid, _)| *pid).min();
    let pid = pid.unwrap_or_else(|| panic!("no {victim} among {children:?}"));
    kill(pid);
    let status = run.wait().unwrap();
    assert_eq!(status.code(), Some(3));
    let results: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("results.json")).unwrap()).unwrap();
    let summary = &results["summary"];
    assert_eq!(summary["fail"], 0, "{summary}");
    let not_verified = summary["not-verified"].as_u64().unwrap();
    assert!((1..=3).contains(&not_verified), "one kill hit {not_verified} cases");
    assert!(summary["pass"].as_u64().unwrap() > 3, "{summary}");
    let evidence = common::evidence(&folder);
    assert!(evidence.contains(&format!("\"kind\":\"{kind}\"")) || evidence.contains(&format!("\"kind\": \"{kind}\"")));
    await_end(&children);
}

/// An SP that is gone for good refuses every attack, and that proves nothing.
#[test]
fn an_sp_that_stops_among_attacks_passes_nothing_that_follows() {
    let folder = tempfile::tempdir().unwrap();
    let stopped = folder.path().join("stopped");
    let script = format!("if test -e '{}'; then echo gone for good >&2; exit 7; fi", stopped.display());
    let command = format!(r#"command = ["sh", "-c", "{script}; exec '{{harness}}' reference-sp"]"#);
    let target = common::reference_target(folder.path(), r#"command = ["{harness}", "reference-sp"]"#, &command);

    let report = folder.path().join("report");
    let mut command = common::harness();
    command.args(["run", "attack", "--engine", "http", "--jobs", "1", "--target"]).arg(&target);
    command.arg("--report").arg(&report).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut run = command.spawn().unwrap();
    let (told, lines) = std::sync::mpsc::channel();
    let mut progress = BufReader::new(run.stderr.take().unwrap()).lines();
    std::thread::spawn(move || progress.by_ref().map_while(Result::ok).try_for_each(|line| told.send(line)));
    let passed = |line: &String| line.strip_prefix("pass  ").map(|rest| rest.split(' ').next().unwrap().to_owned());
    let mut before: Vec<String> = Vec::new();
    while before.len() < 12 {
        before.extend(passed(&lines.recv_timeout(Duration::from_secs(120)).unwrap()));
    }
    std::fs::write(&stopped, "").unwrap();
    let sp = descendants(run.id()).into_iter().find(|(_, name)| name.starts_with("reference-sp"));
    kill(sp.expect("no SP runs").0);
    before.extend(lines.try_iter().filter_map(|line| passed(&line)));
    assert_eq!(run.wait().unwrap().code(), Some(3));

    let results: Value = serde_json::from_str(&std::fs::read_to_string(report.join("results.json")).unwrap()).unwrap();
    let cases = results["cases"].as_array().unwrap();
    assert!(cases.len() > 100, "only {} attacks", cases.len());
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let verdict = case["verdict"].as_str().unwrap();
        let may_pass = verdict == "pass" && before.iter().any(|passed| passed == id);
        assert!(
            may_pass || matches!(verdict, "not-verified" | "not-applicable"),
            "{id}: {verdict} of an SP that is gone"
        );
    }
}

#[rstest]
#[case::interrupt("-INT")]
#[case::kill("-KILL")]
fn nothing_outlives_the_harness(#[case] signal: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ended{signal}"));
    let temporary = tempfile::tempdir().unwrap();
    let mut run = start(&folder, Some(temporary.path()));
    after_two_cases(&mut run);
    let children = descendants(run.id());
    assert!(children.iter().any(|(_, name)| name.starts_with("chromedriver")), "{children:?}");
    assert!(std::fs::read_dir(&temporary).unwrap().count() > 0, "temporary files are where they are looked for");
    assert!(Command::new("kill").args([signal, &run.id().to_string()]).status().unwrap().success());
    run.wait().unwrap();
    await_end(&children);
    await_empty(temporary.path());
}

#[rstest]
#[case::ends("command = [\"sh\", \"-c\", \"echo no database here >&2; exit 7\"]", "no database here")]
#[case::silent("command = [\"sleep\", \"60\"]", "was not ready after")]
#[case::missing("command = [\"./not-there\"]", "cannot be started")]
fn an_sp_that_does_not_start_is_reported_with_its_last_lines(#[case] command: &str, #[case] message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target.toml");
    let text = format!(
        r##"schema = 1
name = "broken"
[launch]
{command}
ready = "ready "
timeout = "1s"
[sp]
base_url = "http://127.0.0.1:{{port}}"
entity_id = "sp"
acs_url = "{{sp.base_url}}/acs"
[provision]
via = "launch"
[login]
start = "/login"
[signed_in]
user = "#user"
"##
    );
    std::fs::write(&target, text).unwrap();
    let target = target.to_str().unwrap();
    let report = folder.path().join("report");
    let run = common::run(&report, &["login/sp-initiated", "--no-snapshots", "--target", target]);
    assert_eq!(run.status, 3, "{}", run.output);
    assert!(run.output.contains(message), "{}", run.output);
    assert_eq!(run.results["cases"][0]["verdict"], "not-verified");
}

/// A target file in `folder` for an SP at `base_url` with this `[launch]`, if any.
fn small_target(folder: &Path, launch: &str, base_url: &str) -> std::path::PathBuf {
    let rest = "entity_id = \"sp\"\nacs_url = \"{sp.base_url}/acs\"\n[login]\nstart = \"/login\"\n[signed_in]\nuser = \"#user\"\n";
    let text = format!("schema = 1\nname = \"small\"\n{launch}\n[sp]\nbase_url = \"{base_url}\"\n{rest}");
    let file = folder.join("target.toml");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn an_sp_where_nothing_answers_is_told_once_and_no_case_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let target = small_target(folder.path(), "", &format!("http://{free}"));
    let mut command = common::harness();
    let output =
        command.args(["run", "login", "attack", "--engine", "http", "--target"]).arg(&target).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert_eq!(said.matches(&format!("nothing answers at http://{free}: Connection refused")).count(), 1, "{said}");
    assert!(!said.contains("login/") && !said.contains("attack/"), "{said}");
}

#[rstest]
#[case::gone("echo ready now; exit 7", "the SP did not start: it ended (exit status: 7)")]
#[case::silent(
    "echo ready now; exec sleep 60",
    "the SP said that it was ready, and nothing answers at http://127.0.0.1:"
)]
fn an_sp_that_is_gone_before_the_first_case_is_told_once(#[case] script: &str, #[case] message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let launch = format!("[launch]\ncommand = [\"sh\", \"-c\", \"{script}\"]\nready = \"ready \"");
    let target = small_target(folder.path(), &launch, "http://127.0.0.1:{port}");
    let report = folder.path().join("report");
    let call = ["login/sp-initiated", "login/no-attributes", "attack/unsigned", "--engine", "http", "--target"];
    let run = common::run(&report, &[&call[..], &[target.to_str().unwrap()]].concat());
    assert_eq!(run.status, 3, "{}", run.output);
    let cases = run.results["cases"].as_array().unwrap();
    let told = cases.iter().map(|case| (case["verdict"].as_str().unwrap(), case["reason"].as_str().unwrap()));
    for (verdict, reason) in told.filter(|(verdict, _)| *verdict != "not-applicable") {
        assert!(verdict == "not-verified" && reason.contains(message), "{verdict}: {reason}");
    }
    assert_eq!(run.output.matches(message).count(), 1, "{}", run.output);
    assert_eq!(run.results["summary"]["fail"], 0, "{}", run.output);
}

#[test]
fn a_sign_out_that_was_not_done_is_no_verdict_on_the_sp() {
    let folder = tempfile::tempdir().unwrap();
    let target = common::reference_target(folder.path(), "open = \"/logout\"", "open = \"/no-such-page\"");
    let report = folder.path().join("report");
    let cases = [
        "attack/replay@same-browser-after-sign-out",
        "attack/replay@unsolicited-after-sign-out",
        "attack/assertion-reused",
        "conformance/replay-same-browser",
        "conformance/sign-out-ends-the-session",
        "browser/back-after-sign-out",
        "login/sign-out-and-in-again",
    ];
    let options = ["--engine", "http", "--no-snapshots", "--target", target.to_str().unwrap()];
    let run = common::run(&report, &[&cases[..], &options[..]].concat());
    assert_eq!(run.status, 3, "{}", run.output);
    for case in run.results["cases"].as_array().unwrap() {
        let reason = case["reason"].as_str().unwrap();
        let said = "sign-out answered HTTP 404, and employee@acme.test is still signed in";
        assert!(case["verdict"] == "not-verified" && reason.contains(said), "{case}");
    }
}

#[test]
fn an_sp_that_limits_logins_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let mut command = common::harness();
    command.args(["run", "attack/unsigned", "attack/rogue-certificate", "login/sp-initiated", "--jobs", "1"]);
    command.args(["--engine", "http", "--no-snapshots", "--report"]).arg(&report);
    let output = command.env("SP_MANNER", "rate-limit").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let results: Value = serde_json::from_str(&std::fs::read_to_string(report.join("results.json")).unwrap()).unwrap();
    assert!(results["summary"]["pass"].as_u64().unwrap() > 4, "{said}");
    let finding = &results["findings"][0];
    assert_eq!(finding["kind"], "login-limit");
    assert!(
        finding["text"].as_str().unwrap().starts_with("the SP limits logins: HTTP 429 at http://127.0.0.1:"),
        "{finding}"
    );
}

/// An SP that runs already and leads everybody to `idp`.
fn sp_that_leads_to(idp: &'static str) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            // Who only tries whether anything answers asks for nothing.
            if BufReader::new(&stream).read_line(&mut line).unwrap_or(0) == 0 {
                continue;
            }
            let head = if line.starts_with("GET /login ") {
                format!("302 Found\r\nlocation: {idp}")
            } else {
                "404 Not Found".to_owned()
            };
            let _ = write!(stream, "HTTP/1.1 {head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
    });
    address
}

#[rstest]
#[case::another_run("http://org-1.idp.localhost:9/saml2/app")]
#[case::stale_metadata("http://127.0.0.1:9/realms/x?SAMLRequest=fZFN")]
fn an_sp_that_leads_to_another_idp_is_not_judged(#[case] idp: &'static str) {
    let folder = tempfile::tempdir().unwrap();
    let target = small_target(folder.path(), "", &sp_that_leads_to(idp));
    let report = folder.path().join("report");
    let call = ["login/sp-initiated", "login/no-attributes", "attack/unsigned", "--engine", "http", "--target"];
    let run = common::run(&report, &[&call[..], &[target.to_str().unwrap()]].concat());
    assert_eq!(run.status, 3, "{}", run.output);
    for case in run.results["cases"].as_array().unwrap().iter().filter(|case| case["verdict"] != "not-applicable") {
        let reason = case["reason"].as_str().unwrap();
        let told = reason.contains("the SP led to an IdP that is not this run's, http://");
        assert!(case["verdict"] == "not-verified" && told, "{case}");
    }
}

#[test]
fn a_selector_that_matches_nothing_keeps_a_screenshot() {
    let folder = tempfile::tempdir().unwrap();
    let target = common::reference_target(folder.path(), "input[name=email]", "input[name=electronic-mail]");
    let report = folder.path().join("report");
    let run = common::run(&report, &["login/sp-initiated", "--no-snapshots", "--target", target.to_str().unwrap()]);
    assert_eq!(run.status, 3, "{}", run.output);
    assert!(run.output.contains("electronic-mail"), "{}", run.output);
    let evidence = common::evidence(&report);
    assert!(evidence.contains(".png"), "no screenshot was kept");
}

#[test]
fn a_missing_browser_is_reported_with_what_to_install() {
    let mut command = common::harness();
    let output =
        command.args(["run", "login/sp-initiated"]).env("SAML_HARNESS_CHROMIUM", "/not/there").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("/not/there"));
}

#[test]
fn a_wrong_target_file_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target.toml");
    std::fs::write(&target, "schema = 1\nname = \"x\"\n[sp]\nbase_ulr = \"http://127.0.0.1\"\n").unwrap();
    let output = common::harness().args(["run", "--target"]).arg(&target).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("target.toml:4:1") && text.contains("base_url"), "{text}");
}

#[test]
fn a_weakness_that_the_sp_does_not_have_is_a_mistake_of_the_call() {
    let call = ["run", "login/sp-initiated", "--engine", "http", "--weakness", "no-replay-memry"];
    let output = common::harness().args(call).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no weakness `no-replay-memry`; did you mean `no-replay-memory`?"), "{said}");
}

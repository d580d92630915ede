//! The program alone, in a folder with nothing else, for somebody without the repository.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::common;
use crate::common::{HARNESS, repository};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;

/// A folder that holds a copy of the program, a home without anything, and a folder to work in.
struct Elsewhere(TempDir);

impl Elsewhere {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // By a process of its own: a file that this one had open for writing, a child of another test may hold open still, and
        // then it cannot be started.
        let copied = Command::new("cp").arg(HARNESS).arg(folder.path().join("saml-harness")).status().unwrap();
        assert!(copied.success());
        ["home", "work"].iter().for_each(|name| std::fs::create_dir(folder.path().join(name)).unwrap());
        Self(folder)
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("saml-harness")
    }

    fn work(&self) -> PathBuf {
        self.0.path().join("work")
    }

    /// A call in the folder to work in; nothing of the environment tells of cargo or the repository.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.program());
        command.args(arguments).current_dir(self.work()).env_clear().env("HOME", self.0.path().join("home"));
        for kept in ["PATH", "TMPDIR"] {
            command.envs(std::env::var_os(kept).map(|value| (kept, value)));
        }
        command
    }

    /// The exit status, and what was said.
    fn call(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.command(arguments).output().unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!text.contains("cargo"), "who has the program alone has no cargo: {text}");
        (output.status.code().unwrap_or(-1), text)
    }

    /// Names in the folder to work in.
    fn left(&self) -> BTreeSet<String> {
        let names = std::fs::read_dir(self.work()).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// What a server said until the line that begins with `last`; it is ended with the value.
struct Serving {
    child: Child,
    said: String,
}

impl Serving {
    fn until(command: &mut Command, last: &str) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // What serves goes on for ever, so a line that does not come must not be waited for without end.
        let (told, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| told.send(line)));
        let mut said = String::new();
        while !said.lines().last().is_some_and(|line| line.starts_with(last)) {
            let Ok(line) = heard.recv_timeout(Duration::from_secs(60)) else {
                let _ = child.kill();
                panic!("it did not say `{last}`; it said:\n{said}");
            };
            said += &format!("{line}\n");
        }
        Self { child, said }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn list_and_explain_show_the_catalogue() {
    let here = Elsewhere::new();
    let (status, text) = here.call(&["list"]);
    assert_eq!(status, 0, "{text}");
    let files = saml_harness_scenarios::below("scenarios/catalogue").count();
    assert!(text.lines().count() > files, "a case a file, at the least: {text}");
    assert!(text.ends_with("`saml-harness explain ID` shows one in full\n"), "{text}");
    let (status, text) = here.call(&["explain", "attack/forged-before-signed@assertion-signed"]);
    assert_eq!(status, 0, "{text}");
    let row = text.lines().find(|line| line.starts_with("  SIG-33 ")).unwrap();
    assert!(row.len() > "  SIG-33 MUST: ".len() && row.contains('['), "the requirement is there in words: {row}");
    assert!(text.contains("saml-harness run 'attack/forged-before-signed@assertion-signed'"), "{text}");
    assert_eq!(here.call(&["list", "--coverage", "login"]).0, 0);
    assert_eq!(here.left(), BTreeSet::new());
}

#[test]
fn what_is_ejected_is_changed_and_handed_in() {
    let here = Elsewhere::new();
    let (_, shipped) = here.call(&["list"]);
    let (status, text) = here.call(&["eject", "login", "guide", "mine"]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("mine/login/sp-initiated.toml\n") && text.contains("mine/guides/jumpcloud.toml\n"), "{text}");
    assert!(text.ends_with("counts with `saml-harness run login guide --catalogue mine`\n"), "{text}");
    assert_eq!(here.call(&["list", "--catalogue", "mine"]).1, shipped, "unchanged they are what is shipped");
    let file = here.work().join("mine/login/sp-initiated.toml");
    let own = std::fs::read_to_string(&file).unwrap().replacen("title", "title = \"Changed by hand\" #", 1);
    std::fs::write(&file, &own).unwrap();
    let (_, changed) = here.call(&["list", "login/sp-initiated", "--catalogue", "mine"]);
    assert!(changed.contains("Changed by hand"), "{changed}");
    let (status, refused) = here.call(&["eject", "login/sp-initiated", "mine"]);
    assert_eq!((status, std::fs::read_to_string(&file).unwrap()), (2, own), "{refused}");
    assert_eq!(here.call(&["eject", "no-such-case", "other"]).0, 2);
    assert_eq!(here.left(), BTreeSet::from(["mine".to_owned()]));
}

#[test]
fn a_run_on_the_reference_sp_ends_well_and_is_judged_again() {
    let here = Elsewhere::new();
    let (status, text) = here.call(&["run", "login", "--engine", "http", "--quiet", "--report", "report"]);
    assert_eq!(status, 0, "{text}");
    let read = || std::fs::read_to_string(here.work().join("report/results.json")).unwrap();
    let first = read();
    let results: Value = serde_json::from_str(&first).unwrap();
    let cases = results["cases"].as_array().unwrap();
    assert!(cases.iter().filter(|case| case["verdict"] == "pass").count() > 10, "{text}");
    assert!(cases.iter().all(|case| case["snapshot"] == "off"), "there are none to compare with, so none is new");
    std::fs::remove_file(here.work().join("report/results.json")).unwrap();
    assert_eq!(here.call(&["judge", "report"]).0, 0);
    assert_eq!(read(), first);
    let (status, refused) = here.call(&["judge", "report", "--update-snapshots"]);
    assert!(status == 2 && refused.contains("--snapshots DIR"), "{refused}");
    assert_eq!(here.left(), BTreeSet::from(["report".to_owned()]));
}

#[test]
fn doctor_finds_all_well() {
    let here = Elsewhere::new();
    let (status, text) = here.call(&["doctor", "--engine", "http"]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("reference (the one in this program)"), "{text}");
    assert_eq!(here.left(), BTreeSet::new());
}

#[rstest]
#[case::reference_sp(&["reference-sp"], "ready ", "ready ")]
#[case::idp(&["idp"], "ready; Ctrl-C", "Admin Portal  http")]
#[case::demo(&["demo"], "Ctrl-C", "(the guide, with every value to type)")]
fn servers_serve(#[case] arguments: &[&str], #[case] last: &str, #[case] said: &str) {
    let here = Elsewhere::new();
    let serving = Serving::until(&mut here.command(arguments), last);
    assert!(serving.said.contains(said), "{}", serving.said);
}

#[test]
fn what_a_failing_run_leaves_is_beside_the_target_file() {
    let here = Elsewhere::new();
    let sp = here.work().join("sso");
    std::fs::create_dir(&sp).unwrap();
    let base_url = r#"SP_BASE_URL = "{sp.base_url}""#;
    common::reference_target(&sp, base_url, &format!(r#"{base_url}, SP_WEAKNESS = "accepts-unsigned""#));
    let call = ["run", "attack/unsigned@sp-initiated", "--engine", "http", "--quiet", "--target", "sso/target.toml"];
    let (status, text) = here.call(&call);
    assert_eq!(status, 1, "{text}");
    let report = sp.join("saml-harness-report/index.html");
    assert!(text.contains(&format!("report: {}", report.display())) && report.exists(), "{text}");
    assert_eq!(here.call(&["judge", "sso/saml-harness-report"]).0, 1);
    assert_eq!(here.left(), BTreeSet::from(["sso".to_owned()]));
}

/// A new build took the file away while the run went on: the reference SP is that of the program that runs.
#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_taken_away_while_it_runs_still_serves_the_reference_sp() {
    let here = Elsewhere::new();
    let launch = r#"command = ["{harness}", "reference-sp"]"#;
    let taken_away = format!("setup = [\"rm\", {:?}]\n{launch}", here.program());
    common::reference_target(&here.work(), launch, &taken_away);
    let arguments = ["run", "login/sp-initiated", "--engine", "http", "--no-snapshots", "--target", "target.toml"];
    let (status, text) = here.call(&arguments);
    assert_eq!(status, 0, "{text}");
    assert!(!here.program().exists());
}

/// What the program reads by the path of its sources is there on the machine that built it, and on no other.
#[test]
fn the_program_does_not_know_where_its_sources_are() {
    let here = Elsewhere::new();
    let stripped = here.work().join("stripped");
    // Debug information names the sources, and nothing is read by it.
    let status = Command::new("strip").arg("-o").arg(&stripped).arg(here.program()).status();
    assert!(status.expect("`strip` of binutils, which come with every linker").success());
    let sources = repository().canonicalize().unwrap();
    assert!(holds(&std::fs::read(HARNESS).unwrap(), b"login/sp-initiated"), "what is looked for would be found");
    assert!(!holds(&std::fs::read(&stripped).unwrap(), path(&sources)), "{} is in the program", sources.display());
}

fn path(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

//! Driver, browser and SP are killed and stopped at random moments: each case comes to what it comes to without that, or is not
//! verified; the run ends, and leaves nothing behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::processes::{await_empty, await_end, descendants};
use crate::common;

/// A small catalogue with demands of both kinds.
const CASES: [&str; 8] = [
    "login/sp-initiated",
    "login/deep-link",
    "login/no-attributes",
    "attack/unsigned",
    "attack/rogue-certificate",
    "attack/replay@same-browser",
    "conformance/audience-other",
    "login/idp-initiated",
];

/// A run that takes longer hangs: twenty logins, each of which takes all its time, are far below it.
const HANGS: Duration = Duration::from_secs(300);

/// Numbers that a seed alone decides (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn target(folder: &Path) -> PathBuf {
    let file = common::reference_target(folder, "timeout = \"30s\"", "timeout = \"5s\"");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text + "\n[idp]\ndialect = \"jumpcloud\"\n").unwrap();
    file
}

fn run(folder: &Path, engine: &str) -> Command {
    let mut command = common::harness();
    command.arg("run").args(CASES).args(["--engine", engine, "--jobs", "2", "--timeout", "6s", "--no-snapshots"]);
    command.arg("--target").arg(target(folder)).arg("--report").arg(folder.join("report"));
    command
}

/// What each case of the report came to.
fn verdicts(folder: &Path) -> BTreeMap<String, String> {
    let results = std::fs::read_to_string(folder.join("report/results.json")).unwrap();
    let results: Value = serde_json::from_str(&results).unwrap();
    let row = |case: &Value| ["id", "verdict"].map(|key| case[key].as_str().unwrap().to_owned());
    results["cases"].as_array().unwrap().iter().map(row).map(|[id, verdict]| (id, verdict)).collect()
}

/// What they come to when nothing is disturbed; the engine makes no difference to that.
fn undisturbed() -> &'static BTreeMap<String, String> {
    static VERDICTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    VERDICTS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let output = run(folder.path(), "http").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
        verdicts(folder.path())
    })
}

fn signal(name: &str, pid: u32) {
    // It may have ended meanwhile.
    let _ = Command::new("kill").args([name, &pid.to_string()]).stderr(Stdio::null()).status();
}

/// Disturbs one process of the run `of`: one out of three is stopped and goes on later, one is stopped for good. Which one it
/// was, and how, in words.
fn disturb(of: u32, dice: &mut Dice) -> Option<(u32, String)> {
    let mut victims = descendants(of);
    victims.retain(|(_, name)| name.starts_with("chrom") || name == "reference-sp");
    victims.sort();
    let count = u64::try_from(victims.len()).ok().filter(|count| *count > 0)?;
    let (pid, name) = victims.swap_remove(usize::try_from(dice.below(count)).unwrap());
    let way = ["-KILL", "-STOP", "-STOP, -CONT"][usize::try_from(dice.below(3)).unwrap()];
    signal(way.split(',').next().unwrap(), pid);
    if way.ends_with("-CONT") {
        std::thread::sleep(Duration::from_millis(dice.below(2000)));
        signal("-CONT", pid);
    }
    Some((pid, format!("{name} {way}")))
}

/// One run that is disturbed as `seed` says, held to all that must be so.
fn survives(engine: &str, seed: u64) {
    let mut dice = Dice(seed);
    let folder = tempfile::tempdir().unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let mut command = run(folder.path(), engine);
    let mut child =
        command.env("TMPDIR", temporary.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut seen = Vec::new();
    let mut done = Vec::new();
    let wanted = 1 + usize::try_from(dice.below(3)).unwrap();
    let status = loop {
        std::thread::sleep(Duration::from_millis(100 + dice.below(1400)));
        seen.extend(descendants(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if done.len() < wanted {
            done.extend(disturb(child.id(), &mut dice));
        }
        if begun.elapsed() > HANGS {
            let left = descendants(child.id());
            child.kill().unwrap();
            panic!("seed {seed}: the run hangs after {done:?}: {left:?}");
        }
    };
    let what = format!("{engine}, seed {seed}, {done:?}");
    let verdicts = verdicts(folder.path());
    assert_eq!(verdicts.len(), undisturbed().len(), "{what}");
    for (id, verdict) in &verdicts {
        assert!(verdict == "not-verified" || *verdict == undisturbed()[id], "{what}: {id} is {verdict}");
    }
    let expected = if verdicts.values().any(|verdict| verdict == "not-verified") { 3 } else { 0 };
    assert_eq!(status.code(), Some(expected), "{what}: {verdicts:?}");
    seen.sort();
    seen.dedup();
    await_end(&seen);
    await_empty(temporary.path());
}

/// Several at a time: most of the time is spent waiting for what was stopped.
fn survive(engine: &str, seeds: std::ops::Range<u64>, side_by_side: usize) {
    undisturbed();
    let seeds: Vec<u64> = seeds.collect();
    for some in seeds.chunks(side_by_side) {
        std::thread::scope(|scope| {
            let runs: Vec<_> = some.iter().map(|seed| scope.spawn(|| survives(engine, *seed))).collect();
            runs.into_iter().for_each(|run| {
                if let Err(panic) = run.join() {
                    std::panic::resume_unwind(panic);
                }
            });
        });
    }
}

#[test]
fn runs_without_a_browser_survive_that_things_die() {
    survive("http", 0..10, 5);
}

#[test]
fn runs_in_a_browser_survive_that_things_die() {
    survive("browser", 100..103, 3);
}

/// The long form: 200 runs.
#[test]
#[ignore = "takes half an hour; `cargo test --package scenarios --test runs trouble::chaos -- --ignored`"]
fn many_runs_survive_that_things_die() {
    survive("http", 1000..1120, 4);
    survive("browser", 2000..2080, 2);
}

//! Logins a second in Chromium beside Playwright: `cargo bench -p saml-harness --bench playwright [-- ROUNDS [LOGINS]]`.
//!
//! Both log the same person in at the same reference SP through the same mock IdP with the same browser, in turns: Playwright
//! by a script with a new context for each login, the harness by `run` with a plain login for each case and all of its
//! evidence. What is counted is what a login more costs: a run of one login a worker is taken off a run of many, so that
//! starting browsers, SPs and keys is no part of it. Needs Node with npm, which brings `playwright-core` into a temporary
//! folder; what the harness itself needs for Chromium; and Linux for what the kernel tells of processor time.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, unreachable_pub)]

mod processor;
mod sp;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use processor::{Cost, adopt, busy_machine, cost};
use saml_harness::{fixture, run};
use serde_json::json;
use sp::Sp;

const HARNESS: &str = env!("CARGO_BIN_EXE_saml-harness");
const ROUNDS: usize = 3;
/// A worker's logins that are counted. A lane of the harness has at most 40 cases.
const LOGINS: usize = 20;
const LONGEST_LANE: usize = 40;

/// What Playwright leaves behind, and how many times as fast the harness shall be.
const PLAYWRIGHT: [(&str, &str, Option<f64>); 3] = [
    ("trace", "Playwright with screenshots, texts and its trace", Some(2.5)),
    ("pictures", "Playwright with screenshots and texts", None),
    ("none", "Playwright without evidence", Some(1.5)),
];

/// What a login costs, as a median of rounds.
#[derive(Default)]
struct Rates {
    /// Logins a second, one for each round.
    a_second: Vec<f64>,
    /// Milliseconds of processor time for each, likewise.
    busy: Vec<f64>,
}

impl Rates {
    fn add(&mut self, cost: Cost, workers: usize, logins: usize) {
        let all = (workers * logins) as f64;
        self.a_second.push(1000.0 * all / cost.wall);
        self.busy.push(cost.busy / all);
    }

    fn in_words(&self) -> String {
        format!("{:.2} logins/s, {:.0} ms of processor time each", median(&self.a_second), median(&self.busy))
    }
}

#[tokio::main]
async fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let rounds = numbers.first().copied().unwrap_or(ROUNDS).max(1);
    let logins = numbers.get(1).copied().unwrap_or(LOGINS).clamp(1, LONGEST_LANE - 1);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    install(folder);
    adopt();
    let sp = sp::start().await;
    println!("{}, {logins} logins a worker, medians of {rounds} rounds", load());
    for workers in [1, 2] {
        let (mut ours, mut theirs) = (Rates::default(), [(); 3].map(|()| Rates::default()));
        let (begun, busy, mut known) = (Instant::now(), busy_machine(), 0.0);
        // In turns, so that whatever else the machine does meets all alike.
        for _ in 0..rounds {
            let mut measured = |rates: &mut Rates, of: &dyn Fn(usize) -> Cost| {
                let (many, one) = (of(1 + logins), of(1));
                known += many.busy + one.busy;
                rates.add(many - one, workers, logins);
            };
            measured(&mut ours, &|logins| harness(folder, workers, logins, &sp));
            for (rates, (evidence, ..)) in theirs.iter_mut().zip(PLAYWRIGHT) {
                measured(rates, &|logins| playwright(folder, workers, logins, &sp, evidence));
            }
        }
        println!("{workers} worker(s): saml-harness run, all evidence: {}", ours.in_words());
        for (rates, (_, name, goal)) in theirs.iter().zip(PLAYWRIGHT) {
            let ratio = |ours: &[f64], theirs: &[f64]| {
                let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
                median(&ratios)
            };
            let goal = goal.map(|goal| format!(" (goal: {goal})")).unwrap_or_default();
            println!(
                "{workers} worker(s): {name}: {}; saml-harness {:.2} times as fast{goal}, with {:.2} of the processor time",
                rates.in_words(),
                ratio(&ours.a_second, &rates.a_second),
                ratio(&ours.busy, &rates.busy),
            );
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
        let (all, other) = (cores * 1000.0 * begun.elapsed().as_secs_f64(), busy_machine() - busy - known);
        println!(
            "{workers} worker(s): other programs kept {:.0} % of the processors busy meanwhile",
            100.0 * other / all
        );
    }
    println!("{}", load());
}

/// Brings Playwright, as the lock file pins it.
fn install(folder: &Path) {
    for (file, text) in [
        ("login.mjs", include_str!("login.mjs")),
        ("package.json", include_str!("package.json")),
        ("package-lock.json", include_str!("package-lock.json")),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    let installed = npm.status().expect("this needs `npm` on PATH; it comes with Node");
    assert!(installed.success(), "npm could not install playwright-core");
}

/// So many workers, each with so many logins, by Playwright.
fn playwright(folder: &Path, workers: usize, logins: usize, sp: &Sp, evidence: &str) -> Cost {
    let browser = run::browser::find(false).unwrap().browser;
    let commands = (0..workers).map(|number| {
        let job = json!({"browser": browser, "logins": logins, "sp": sp.url, "evidence": evidence, "email": sp::EMAIL,
            "password": fixture::PASSWORD, "trace": folder.join(format!("trace-{number}.zip"))});
        let mut command = Command::new("node");
        command.args(["login.mjs", &job.to_string()]).current_dir(folder);
        command
    });
    cost(commands.collect(), &sp.process)
}

/// The same by the harness: cases that are the plain login and nothing else, a lane for each worker.
fn harness(folder: &Path, workers: usize, logins: usize, sp: &Sp) -> Cost {
    let (catalogue, report) = (folder.join("catalogue"), folder.join("report"));
    let mut scenario = "title = \"Plain login\"\nwhy = \"It is measured.\"\nrefs = [\"FLO-01\"]\nseverity = \"low\"\n\
                        [expect]\noutcome = \"signed-in\"\n"
        .to_owned();
    for lane in 0..workers {
        for number in 0..logins {
            // Another entityID is other metadata, which needs a lane of its own.
            let name = format!("lane-{lane}-login-{number}");
            write!(scenario, "[[variant]]\nname = \"{name}\"\nidp = {{ idp_entity_id = \"lane-{lane}\" }}\n").unwrap();
        }
    }
    fs::create_dir_all(catalogue.join("login")).unwrap();
    fs::write(catalogue.join("login/measured.toml"), scenario).unwrap();
    let _ = fs::remove_dir_all(&report);
    let mut command = Command::new(HARNESS);
    command.args(["run", "login/measured", "--quiet", "--no-snapshots", "--jobs", &workers.to_string()]);
    command.arg("--catalogue").arg(&catalogue).arg("--report").arg(&report).current_dir(folder);
    cost(vec![command], &sp.process)
}

fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap();
    format!("load average {}", load.split_whitespace().next().unwrap_or_default())
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

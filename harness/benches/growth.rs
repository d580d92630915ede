//! How time and memory grow with the number of cases: made-up catalogues of 100, 1,000 and 10,000 cases are run over HTTP
//! against the reference SP, from the first case to the last report. `cargo bench -p saml-harness --bench growth [-- NUMBER...]`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A response without a signature, which must be refused: such a case has its plain logins before and after, too.
const SCENARIO: &str = r#"
title    = "One of many"
why      = "It shows what one case more costs."
refs     = ["SIG-01"]
severity = "low"
extends  = "login/sp-initiated"
response = [{ step = "strip-signature" }]

[expect]
outcome = "refused"
"#;

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for cases in if numbers.is_empty() { vec![100, 1_000, 10_000] } else { numbers } {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = folder.path().join("catalogue");
        write(&catalogue.join("conformance"), cases);
        let mut command = Command::new(env!("CARGO_BIN_EXE_saml-harness"));
        command.args(["run", "conformance/one-of-many", "--engine", "http", "--quiet", "--catalogue"]).arg(&catalogue);
        command.arg("--report").arg(folder.path().join("report"));
        command.arg("--snapshots").arg(folder.path().join("snapshots"));
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let peak = peak(&mut child);
        let took = begun.elapsed();
        assert!(matches!(child.wait().unwrap().code(), Some(0 | 1)), "it could not be run");
        println!(
            "{cases} cases: {:.1} s, {:.1} ms a case, {} MB at most",
            took.as_secs_f64(),
            1000.0 * took.as_secs_f64() / cases as f64,
            peak / 1024,
        );
    }
}

/// A scenario with so many variants.
fn write(category: &Path, cases: usize) {
    let mut scenario = SCENARIO.to_owned();
    for number in 1..=cases {
        write!(scenario, "\n[[variant]]\nname = \"number-{number}\"\n").unwrap();
    }
    std::fs::create_dir_all(category).unwrap();
    std::fs::write(category.join("one-of-many.toml"), scenario).unwrap();
}

/// The most memory that the process has until its end, in KiB.
fn peak(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    peak
}

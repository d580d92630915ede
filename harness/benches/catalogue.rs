//! How fast the guide and login catalogue runs in a real browser: cases per second, seconds a case, and the share
//! of wall time that is neither browser nor SP. `cargo bench -p saml-harness --bench catalogue [-- FILTER...]`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::Path;
use std::process::Command;

use saml_harness::evidence::CaseEvidence;
use saml_harness::record::Record;

fn main() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let filters: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let report = tempfile::tempdir().unwrap();
    let runs = match filters.as_slice() {
        [] => vec![vec!["guide".to_owned()], vec!["login".to_owned()], Vec::new()],
        _ => vec![filters],
    };
    for filters in runs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_saml-harness"));
        command.args(["run", "--quiet", "--no-snapshots", "--report"]).arg(report.path()).current_dir(&repository);
        command.args(&filters);
        let output = command.output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
        let name = if filters.is_empty() { "all".to_owned() } else { filters.join(" ") };
        print(&name, &Record::load(report.path()).unwrap());
    }
}

fn print(name: &str, record: &Record) {
    let (run, cases) = (&record.evidence, &record.evidence.cases);
    let sum = |of: fn(&CaseEvidence) -> u64| cases.iter().map(|kept| of(&kept.seen())).sum::<u64>() as f64 / 1000.0;
    let (wall, jobs) = (run.duration_ms as f64 / 1000.0, run.jobs);
    let (busy, browser) = (sum(|case| case.duration_ms), sum(|case| case.browser_ms));
    println!(
        "{name}: {} cases in {wall:.1} s at {jobs} lanes: {:.2} cases/s, {:.2} s a case in its lane, {:.0} % of a case is not browser or SP",
        cases.len(),
        cases.len() as f64 / wall,
        busy / cases.len() as f64,
        100.0 * (1.0 - browser / busy),
    );
}

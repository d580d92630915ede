//! No flake: the same cases have the same verdict, outcome and snapshot in every run, also while the machine is busy.
//!
//! A few runs of a few cases are made by every `cargo test`. The figures of issue and README come from the ignored test, whose
//! numbers the environment says (these are the defaults, and no FILTER is the whole catalogue):
//!
//! ```sh
//! STEADY_HTTP=30 STEADY_CHROMIUM=10 STEADY_FILTER="" cargo test --workspace --test steady -- --ignored --nocapture
//! ```
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::told::told;
use saml_harness::record::Record;

/// How many loops keep processors busy beside the last run.
const BUSY_LOOPS: usize = 4;

/// What several runs came to.
#[derive(Default)]
struct Runs {
    count: usize,
    /// What each case came to in the first run.
    first: BTreeMap<String, String>,
    /// What it came to in later ones, where that is something else.
    different: Vec<String>,
    /// Cases that needed another attempt; of all runs.
    flaky: Vec<String>,
    /// What each run took.
    took: Vec<Duration>,
}

impl Runs {
    /// Makes `count` runs of `filters` by `engine` and compares them. The last one has busy loops beside it.
    fn of(engine: &str, count: usize, filters: &[&str]) -> Self {
        let mut runs = Self::default();
        for number in 1..=count {
            let folder = tempfile::tempdir().unwrap();
            let one = || {
                let begun = Instant::now();
                let arguments = [&["--engine", engine, "--jobs", "2", "--no-snapshots"], filters].concat();
                let run = common::run(folder.path(), &arguments);
                assert!(matches!(run.status, 0 | 3), "run {number} by {engine}: {}", run.output);
                begun.elapsed()
            };
            let took = if number == count { beside_busy_loops(one) } else { one() };
            runs.add(number, took, folder.path());
        }
        runs
    }

    fn add(&mut self, number: usize, took: Duration, report: &Path) {
        let record = Record::load(report).unwrap();
        let cases = told(&record.plan, &record.target, &record.evidence);
        let again = record.evidence.cases.iter().map(|kept| kept.seen()).filter(|seen| seen.retries > 0);
        self.flaky.extend(again.map(|seen| format!("{} in run {number}: {}", seen.case, seen.earlier.join("; "))));
        self.took.push(took);
        self.count += 1;
        if self.first.is_empty() {
            self.first = cases;
            return;
        }
        assert_eq!(cases.len(), self.first.len(), "run {number} has other cases");
        let other = cases.iter().filter(|(id, told)| self.first.get(*id) != Some(told));
        self.different.extend(other.map(|(id, told)| {
            let first = self.first.get(id).map(String::as_str).unwrap_or_default();
            format!("{id}, run {number}: {told}\nin the first run: {first}")
        }));
    }

    fn in_words(&self) -> String {
        let seconds = |time: Option<&Duration>| time.map(Duration::as_secs_f64).unwrap_or_default();
        format!(
            "{} runs of {} cases, the last beside {BUSY_LOOPS} busy loops: {} verdicts or snapshots differ from the first run, {} \
             cases needed another attempt; {:.0} to {:.0} s each",
            self.count,
            self.first.len(),
            self.different.len(),
            self.flaky.len(),
            seconds(self.took.iter().min()),
            seconds(self.took.iter().max()),
        )
    }
}

fn beside_busy_loops<T>(run: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..BUSY_LOOPS {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        // A run that panics ends the loops, too.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run));
        is_over.store(true, Ordering::Relaxed);
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[test]
fn a_few_cases_come_to_the_same_in_each_run_and_beside_busy_loops() {
    let filters = [
        "login/sp-initiated",
        "login/live-idp-session",
        "attack/replay",
        "attack/unsigned",
        "robustness/idp-answers-late",
    ];
    let runs = Runs::of("http", 3, &filters);
    assert!(runs.first.len() > 5, "{}", runs.in_words());
    assert!(runs.different.is_empty(), "{}\n\n{}", runs.in_words(), runs.different.join("\n\n"));
}

#[test]
#[ignore = "prints figures: runs the whole catalogue many times, which takes hours"]
fn every_case_comes_to_the_same_in_many_runs() {
    let number = |name: &str, default| std::env::var(name).map_or(default, |text| text.parse::<usize>().unwrap());
    let filter = std::env::var("STEADY_FILTER").unwrap_or_default();
    let filters: Vec<&str> = filter.split_whitespace().collect();
    let mut different = Vec::new();
    for (engine, count) in [("http", number("STEADY_HTTP", 30)), ("browser", number("STEADY_CHROMIUM", 10))] {
        if count > 0 {
            let runs = Runs::of(engine, count, &filters);
            println!("{engine}: {}", runs.in_words());
            runs.flaky.iter().for_each(|line| println!("  another attempt: {line}"));
            different.extend(runs.different);
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

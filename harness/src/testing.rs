//! Company Login in the `cargo test` of another project: each case is a test of its own, with the filters of `cargo test`
//! and of nextest.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::cli::{Failure, catalogue, key_cache, report};
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::plan::{Plan, Selection, plan, unsupported};
use crate::record::{Call, Record, Snapshots};
use crate::run::browser::{self, BrowserOptions};
use crate::run::{EngineName, IdpOptions, RunOptions};
use crate::target::Target;

/// The cases of the catalogue as tests of the SP that the target file `target` describes. A path is taken from the folder of
/// the package, in which Cargo runs tests.
///
/// For a test target with `harness = false`:
///
/// ```no_run
/// // tests/company_login.rs
/// fn main() {
///     saml_harness::tests("sso/target.toml").filter("login").filter("attack").run()
/// }
/// ```
///
/// `cargo test --test company_login attack/unsigned` runs the cases whose ids hold that. A case is *ignored* where the target
/// file says that the SP cannot do what it needs. It fails where `saml-harness run` would end with 1 or 3 for it, and tells
/// what was expected and seen, where the report is, and how to repeat it.
// The example is a whole file.
#[allow(clippy::needless_doctest_main)]
pub fn tests(target: impl Into<PathBuf>) -> Tests {
    Tests {
        target: target.into(),
        filters: Vec::new(),
        catalogues: Vec::new(),
        engine: EngineName::Browser,
        report: PathBuf::from("target/saml-harness"),
    }
}

/// Which cases are tests, and how they are run; made by [`tests()`].
#[derive(Clone, Debug)]
pub struct Tests {
    target: PathBuf,
    filters: Vec<String>,
    catalogues: Vec<PathBuf>,
    engine: EngineName,
    report: PathBuf,
}

impl Tests {
    /// Takes the cases that match, as a FILTER of `saml-harness run` does; several add up, and without any all are taken.
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filters.push(filter.into());
        self
    }

    /// Adds the scenarios of a folder, as `--catalogue` does.
    pub fn catalogue(mut self, folder: impl Into<PathBuf>) -> Self {
        self.catalogues.push(folder.into());
        self
    }

    /// Drives the SP over HTTP alone, without a browser: faster, and for SPs whose login needs no scripts.
    pub fn without_browser(mut self) -> Self {
        self.engine = EngineName::Http;
        self
    }

    /// Writes the report there, in place of `target/saml-harness`.
    pub fn report(mut self, folder: impl Into<PathBuf>) -> Self {
        self.report = folder.into();
        self
    }

    /// Reads the arguments of the process, runs the tests that they select, and ends the process as `cargo test` wants it.
    /// A target file or a filter that is wrong is told, and ends it with 2.
    pub fn run(self) -> ! {
        let arguments = Arguments::from_args();
        match self.trials(&arguments) {
            Ok(trials) => libtest_mimic::run(&arguments, trials).exit(),
            Err(Failure::Usage(message) | Failure::Trouble(message)) => {
                crate::cli::say_error(&message);
                std::process::exit(2)
            }
        }
    }

    fn trials(self, arguments: &Arguments) -> Result<Vec<Trial>, Failure> {
        let loaded = catalogue::load(&self.catalogues)?;
        let target = catalogue::target(Some(&self.target)).map_err(|error| Failure::Usage(error.to_string()))?;
        let planned = |only| {
            let selection = Selection { filters: self.filters.clone(), only, ..Selection::default() };
            plan(&loaded.scenarios, &loaded.guides, &target, &selection)
                .map_err(|error| Failure::Usage(error.to_string()))
        };
        let all = planned(None)?;
        let lacking =
            |id: &str| all.cases.iter().find(|case| case.id == *id).and_then(|case| unsupported(case, &target));
        let runs = |id: &str| is_selected(arguments, id) && (lacking(id).is_none() || takes_ignored(arguments));
        let ids: Vec<String> = all.cases.iter().map(|case| case.id.to_string()).collect();
        let wanted: BTreeSet<String> = ids.iter().filter(|id| runs(id)).cloned().collect();
        // Those that are not selected are not run, which matters where each test is a process of its own, as with nextest.
        let run = Arc::new(Run {
            plan: planned(Some(wanted))?,
            target: target.clone(),
            tests: self.clone(),
            done: OnceLock::new(),
        });
        let trials = ids.iter().map(|id| {
            let (run, case) = (run.clone(), id.clone());
            let reason = lacking(id);
            let trial = Trial::test(id.as_str(), move || run.verdict(&case));
            trial.with_kind(reason.clone().unwrap_or_default()).with_ignored_flag(reason.is_some())
        });
        Ok(trials.collect())
    }
}

/// One run of all the selected cases, which the first test begins.
struct Run {
    plan: Plan,
    target: Target,
    tests: Tests,
    done: OnceLock<Result<Judgement, String>>,
}

impl Run {
    fn verdict(&self, id: &str) -> Result<(), Failed> {
        let judgement = self.done.get_or_init(|| self.judged()).as_ref().map_err(Failed::from)?;
        let result = judgement.results.iter().find(|result| result.id == *id);
        let result = result.ok_or_else(|| Failed::from(format!("`{id}` was not run")))?;
        verdict(judgement, result, &self.tests.report.join("index.html").display().to_string())
    }

    fn judged(&self) -> Result<Judgement, String> {
        let words = |error: &dyn std::error::Error| crate::run::with_causes(error);
        let runtime = Runtime::new().map_err(|error| words(&error))?;
        let Tests { target, engine, report, .. } = &self.tests;
        let options = RunOptions {
            engine: *engine,
            browser: BrowserOptions::default(),
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
            evidence: report.join("evidence"),
            timeout: None,
            retries: 0,
            fail_fast: false,
            key_cache: key_cache(),
            idp: IdpOptions::default(),
            sp_env: Vec::new(),
        };
        // The sender is kept: a dropped one would look like somebody who ends the run.
        let (_stop, stopped) = watch::channel(false);
        let evidence = runtime.block_on(async {
            if *engine == EngineName::Browser
                && std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|it| it == "1")
            {
                browser::install(false, &|_| ()).await?;
            }
            crate::run::run(Arc::new(self.plan.clone()), self.target.clone(), options, Arc::new(()), stopped).await
        });
        let mut words_of_call = Vec::new();
        if *engine == EngineName::Http {
            words_of_call.extend(["--engine".to_owned(), "http".to_owned()]);
        }
        for folder in &self.tests.catalogues {
            words_of_call.extend(["--catalogue".to_owned(), folder.display().to_string()]);
        }
        let call = Call {
            program: "saml-harness".to_owned(),
            target_file: Some(target.clone()),
            options: words_of_call,
            snapshots: Snapshots::OfTarget,
        };
        let evidence = evidence.map_err(|error| words(&error))?;
        let record = Record { call, plan: self.plan.clone(), target: self.target.clone(), evidence };
        record.store(report).map_err(|error| words(&error))?;
        let judgement = report::judged(record, false);
        match report::write(report, &judgement) {
            Ok(()) => Ok(judgement),
            Err(Failure::Usage(message) | Failure::Trouble(message)) => Err(message),
        }
    }
}

/// Whether `result` is a success, by the rules of the exit status; else the whole of it in words.
fn verdict(judgement: &Judgement, result: &CaseResult, report: &str) -> Result<(), Failed> {
    if !result.is_open() {
        return Ok(());
    }
    let critical = if result.critical { "critical " } else { "" };
    let mut text = format!("{critical}{}: {}\n", result.verdict.word(), result.title);
    for (name, value) in [
        ("expected", result.demanded.clone()),
        ("seen", result.seen_in_words()),
        ("reason", result.reason.clone()),
        ("see", result.refs.join(", ")),
        ("snapshot", result.snapshot_diff.clone().unwrap_or_default()),
        ("report", report.to_owned()),
        ("repeat", judgement.call.command(&result.id)),
    ] {
        if !value.is_empty() {
            text += &format!("  {name:9} {value}\n");
        }
    }
    Err(text.into())
}

/// Whether the test is run, by the rules of `cargo test`.
fn is_selected(arguments: &Arguments, name: &str) -> bool {
    let matches = |filter: &String| if arguments.exact { name == filter } else { name.contains(filter.as_str()) };
    arguments.filter.as_ref().is_none_or(matches) && !arguments.skip.iter().any(matches)
}

fn takes_ignored(arguments: &Arguments) -> bool {
    arguments.ignored || arguments.include_ignored
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_test_fails_where_a_run_would_and_says_all_of_it() {
        let judgement = Judgement::of(sample::record());
        let of = |id: &str| {
            let result = judgement.results.iter().find(|result| result.id == *id).unwrap();
            verdict(&judgement, result, "r/index.html")
                .map_err(|failed| failed.message().unwrap_or_default().to_owned())
        };
        let forged = of("attack/forged-before-signed@response-signed").unwrap_err();
        for part in ["critical fail: ", "expected  refused", "seen      signed-in as victim", "SIG-33", "r/index.html"]
        {
            assert!(forged.contains(part), "{part}: {forged}");
        }
        assert!(of("robustness/slow").unwrap_err().starts_with("not-verified: "));
        for well in ["login/sp-initiated", "login/idp-initiated", "conformance/audience-other"] {
            assert_eq!(of(well), Ok(()), "{well}: passes, is not applicable, is accepted");
        }
    }

    #[test]
    fn tests_are_selected_as_cargo_selects_them() {
        let selected = |words: &[&str], name: &str| {
            let arguments = Arguments::from_iter([&["tests"][..], words].concat());
            is_selected(&arguments, name)
        };
        assert!(selected(&[], "login/a") && selected(&["gin/"], "login/a"));
        assert!(!selected(&["--exact", "login"], "login/a") && !selected(&["--skip", "login"], "login/a"));
    }
}

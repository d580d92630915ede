//! Each case of the catalogue as a test of its own, with the filters of `cargo test` and of nextest.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

use super::description::Description;
use super::execution::Execution;
use super::failure::failure_text;
use super::place;
use crate::cli::{Failure, catalogue};
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::plan::{Plan, Selection, plan, unsupported};
use crate::record::{Call, Snapshots};
use crate::run::{EngineName, InProcess, with_causes};
use crate::target::{self, Target};

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
    Tests::new(Subject::File(target.into()))
}

/// The SP whose cases are tests.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// As a target file describes it.
    File(PathBuf),
    /// As the test does; and the router, where it is one.
    Described(Box<Description>, Option<InProcess>),
}

impl Subject {
    fn target(&self) -> Result<Target, Failure> {
        match self {
            Self::File(file) => target::load(file).map_err(|faults| Failure::Usage(faults.to_string())),
            Self::Described(description, _) => description.target().map_err(|error| Failure::Usage(error.to_string())),
        }
    }
}

/// Which cases are tests, and how they are run; made by [`tests()`].
#[derive(Clone, Debug)]
#[must_use = "nothing is run before `run()`"]
pub struct Tests {
    subject: Subject,
    filters: Vec<String>,
    catalogues: Vec<PathBuf>,
    engine: EngineName,
    report: PathBuf,
    snapshots: Option<PathBuf>,
    owned: Vec<String>,
}

impl Tests {
    pub(super) fn new(subject: Subject) -> Self {
        Self {
            subject,
            filters: Vec::new(),
            catalogues: Vec::new(),
            engine: EngineName::Browser,
            report: place::of_all(),
            snapshots: None,
            owned: Vec::new(),
        }
    }

    /// What drives the SP; absent: a browser.
    pub(super) fn engine(mut self, engine: EngineName) -> Self {
        self.engine = engine;
        self
    }

    /// Compares what is seen with the snapshots in that folder, in place of `snapshots` beside the target file. They are
    /// `.snap` files: commit them, and accept changes with `cargo insta review`. An SP that is described in the test is
    /// compared with none unless this is said.
    pub fn snapshots(mut self, folder: impl Into<PathBuf>) -> Self {
        self.snapshots = Some(folder.into());
        self
    }

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

    /// You own this host, or have its owner's permission: the SP there may be attacked, as with `--i-own`. An SP on this machine
    /// needs no such word.
    pub fn i_own(mut self, host: impl Into<String>) -> Self {
        self.owned.push(host.into());
        self
    }

    /// Drives the SP over HTTP alone, without a browser: faster, and for SPs whose login needs no scripts.
    pub fn without_browser(self) -> Self {
        self.engine(EngineName::Http)
    }

    /// Writes the report there, in place of a folder below `saml-harness` in that in which Cargo builds.
    pub fn report(mut self, folder: impl Into<PathBuf>) -> Self {
        self.report = folder.into();
        self
    }

    /// Reads the arguments of the process, runs the tests that they select, and ends the process as `cargo test` wants it.
    /// A target file or a filter that is wrong is told, and ends it with 2.
    pub fn run(mut self) -> ! {
        let arguments = Arguments::from_args();
        self.report = place::of_process(&self.report, place::alone().as_deref());
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
        let target = self.subject.target()?;
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
        let runtime = Runtime::new().map_err(|error| with_causes(&error))?;
        let Tests { subject, engine, report, catalogues, snapshots, owned, .. } = &self.tests;
        let mut options = Vec::new();
        if *engine == EngineName::Http {
            options.extend(["--engine".to_owned(), "http".to_owned()]);
        }
        for folder in catalogues {
            options.extend(["--catalogue".to_owned(), folder.display().to_string()]);
        }
        for host in owned {
            options.extend(["--i-own".to_owned(), host.clone()]);
        }
        let (target_file, in_process) = match subject {
            Subject::File(file) => (Some(file.clone()), None),
            Subject::Described(_, in_process) => (None, in_process.clone()),
        };
        let call = Call {
            program: "saml-harness".to_owned(),
            options,
            snapshots: match (snapshots, &target_file) {
                (Some(folder), _) => Snapshots::Folder(folder.clone()),
                (None, Some(_)) => Snapshots::OfTarget,
                (None, None) => Snapshots::Off,
            },
            // No command line has an SP that is described in a test, and there each case is a test.
            repeat: target_file.is_none().then(|| "cargo test -- --exact {case}".to_owned()),
            target_file,
        };
        let run = Execution {
            plan: self.plan.clone(),
            target: self.target.clone(),
            engine: *engine,
            jobs: engine.lanes(),
            in_process,
            owned: owned.clone(),
            call,
        };
        runtime.block_on(run.judged(report))
    }
}

/// Whether `result` is a success, by the rules of the exit status; else the whole of it in words.
fn verdict(judgement: &Judgement, result: &CaseResult, report: &str) -> Result<(), Failed> {
    if !result.is_open() {
        return Ok(());
    }
    Err(failure_text(judgement, result, report).into())
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

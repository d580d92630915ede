//! `saml-harness run`: load, plan, run, judge, report.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tokio::sync::watch;

use super::driving::{BrowserArguments, IdpAddress};
use super::program::program;
use super::progress::Progress;
use super::{
    Failure, catalogue, err, failed, github, last_report, out, repeat, report, report_folder, several, snapshot_folder,
    writable,
};
use crate::evidence::RunEvidence;
use crate::judgement::Judgement;
use crate::outcome::ExitStatus;
use crate::plan::{self, Durations, Plan, Selection};
use crate::record::{Call, Record, Snapshots};
use crate::results::Results;
use crate::run::browser::BrowserKind;
use crate::run::scratch;
use crate::run::{EngineName, Pictured, RunOptions, browser};
use crate::scenario::Scenario;
use crate::target::Target;

#[derive(Clone, Debug, Args)]
pub(super) struct RunArguments {
    /// Case, scenario or category ids, beginnings of them, or references such as SIG-33 (all cases when absent)
    filter: Vec<String>,
    /// Target file of the SP (the reference SP when absent; repeatable)
    #[arg(long, value_name = "FILE")]
    target: Vec<PathBuf>,
    /// All target files in a folder: its `*.toml`, and `target.toml` in each folder in it
    #[arg(long, value_name = "DIR", conflicts_with_all = ["target", "manner", "weakness"])]
    targets: Option<PathBuf>,
    /// Another folder of scenarios, besides the shipped one (repeatable)
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// How the SP is driven
    #[arg(long, value_enum, default_value = "browser")]
    engine: EngineName,
    #[command(flatten)]
    driven: BrowserArguments,
    /// Lanes side by side (as many as cores when absent; twice as many without a browser, where most of a lane is waiting)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Run only part I of N; all parts together are the whole, and take equally long
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<(u32, u32)>,
    /// A former report (or its results.json) that says how long each case takes, for `--shard`; the same one for all parts
    #[arg(long, value_name = "DIR", requires = "shard")]
    durations: Option<PathBuf>,
    /// Install browser and driver first, when missing
    #[arg(long)]
    install_browser: bool,
    /// Write results (.json, .sarif, .tap), junit.xml, index.html, symptoms.html, summary.md and evidence/ there (when absent: only where
    /// something is wrong, to `saml-harness-report` beside the target file)
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Which pages the report shows a screenshot of
    #[arg(long, value_name = "WHICH", default_value = "all")]
    pictures: Pictured,
    /// Where snapshots are kept (`snapshots` beside the target file when absent, or in the clone of this program)
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// Accept what was seen as the new snapshots
    #[arg(long, conflicts_with_all = ["no_snapshots", "weakness", "manner"])]
    update_snapshots: bool,
    /// Neither compare nor write snapshots
    #[arg(long)]
    no_snapshots: bool,
    /// Stop after the first case that fails
    #[arg(long)]
    fail_fast: bool,
    /// Try a case again after trouble of ours
    #[arg(long, value_name = "N", default_value_t = 0)]
    retries: u32,
    /// Limit of one case, as 90s or 2m
    #[arg(long, value_name = "D", value_parser = crate::target::duration)]
    timeout: Option<Duration>,
    /// Only what failed, was not verified, flaky or not as accepted in that report, and what is not in it
    #[arg(long, value_name = "DIR")]
    failed: Option<PathBuf>,
    /// Run it all so often, and tell which cases do not come to the same each time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..), conflicts_with = "update_snapshots")]
    repeat: u16,
    /// Run the cases in an order drawn from this number
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Switch a weakness of the reference SP on
    #[arg(long, value_name = "NAME")]
    weakness: Option<String>,
    /// Switch a manner of the reference SP on, and take the target file that copes with it (`list --manners`)
    #[arg(long, value_name = "NAME")]
    manner: Option<String>,
    #[command(flatten)]
    idp: IdpAddress,
    /// A host besides this machine whose SP may be attacked: you own it, or have its owner's permission (repeatable)
    #[arg(long, value_name = "HOST", value_parser = crate::plan::host)]
    i_own: Vec<String>,
    /// No progress, only the end
    #[arg(long)]
    quiet: bool,
}

impl RunArguments {
    /// The target file, where one is named.
    fn target_file(&self) -> Option<&Path> {
        self.target.first().map(PathBuf::as_path)
    }

    /// How this run was called.
    fn call(&self) -> Call {
        let mut options: Vec<String> = Vec::new();
        let mut option = |name: &str, value: String| options.extend([name.to_owned(), value]);
        self.catalogue.iter().for_each(|folder| option("--catalogue", folder.display().to_string()));
        if self.engine != EngineName::Browser {
            option("--engine", self.engine.word().to_owned());
        }
        if self.driven.browser != BrowserKind::default() {
            option("--browser", self.driven.browser.word().to_owned());
        }
        self.driven.webdriver.iter().for_each(|url| option("--webdriver", url.clone()));
        self.weakness.iter().for_each(|name| option("--weakness", name.clone()));
        self.manner.iter().for_each(|name| option("--manner", name.clone()));
        self.snapshots.iter().for_each(|folder| option("--snapshots", folder.display().to_string()));
        self.i_own.iter().for_each(|host| option("--i-own", host.clone()));
        // With `=`: what follows begins with hyphens, too.
        options.extend(self.driven.browser_arg.iter().map(|argument| format!("--browser-arg={argument}")));
        options.extend(self.idp.words());
        if self.no_snapshots {
            options.push("--no-snapshots".to_owned());
        }
        // An SP with a weakness or a manner is not the one whose snapshots are kept.
        let snapshots = match &self.snapshots {
            _ if self.no_snapshots || self.weakness.is_some() || self.manner.is_some() => Snapshots::Off,
            Some(folder) => Snapshots::Folder(folder.clone()),
            None => Snapshots::OfTarget,
        };
        Call {
            program: program().to_owned(),
            target_file: self.target.first().cloned(),
            options,
            snapshots,
            repeat: None,
        }
    }
}

fn shard(text: &str) -> Result<(u32, u32), String> {
    let parsed = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    parsed.filter(|(i, n)| *i >= 1 && i <= n).ok_or_else(|| "write it as I/N with 1 <= I <= N, as 2/3".to_owned())
}

/// How long each case of `report` took.
fn durations(report: &Path) -> Result<Durations, Failure> {
    let results = Results::load(report).map_err(Failure::unreadable)?;
    Ok(results.cases.into_iter().map(|row| (row.id, row.duration_ms)).collect())
}

/// Runs, at each of the targets, and returns the exit status.
pub(super) async fn run(arguments: RunArguments) -> Result<u8, Failure> {
    let targets = match &arguments.targets {
        Some(folder) => several::files(folder)?,
        None => arguments.target.clone(),
    };
    if targets.len() < 2 && arguments.targets.is_none() {
        return Ok(at_one(&arguments).await?.exit_status().code());
    }
    if arguments.idp.idp_listen.is_some_and(|address| address.port() != 0) && targets.len() > 1 {
        err("every SP in turn has the mock IdP at the same address");
    }
    let mut rows = Vec::new();
    for file in targets {
        err(&format!("\n{}", file.display()));
        let folder = arguments.report.as_ref().map(|report| report.join(several::folder_of(&file, &rows)));
        let one =
            RunArguments { target: vec![file.clone()], targets: None, report: folder.clone(), ..arguments.clone() };
        let done = at_one(&one).await;
        let is_interrupted = done.as_ref().is_ok_and(|runs| runs.is_interrupted);
        rows.push(several::Row::of(file, folder, done));
        if is_interrupted {
            break;
        }
    }
    several::tell(&rows, arguments.report.as_deref())
}

/// Runs at one SP, as often as is asked for.
async fn at_one(arguments: &RunArguments) -> Result<repeat::Runs, Failure> {
    refuse_what_is_not_there(arguments)?;
    let loaded = catalogue::load(&arguments.catalogue)?;
    let target = match (arguments.target_file(), &arguments.manner) {
        (None, Some(name)) => super::manner::target(name)?,
        (named, _) => catalogue::target(named).map_err(Failure::usage)?,
    };
    let snapshots = match arguments.update_snapshots {
        true => Some(snapshot_folder::to_update(&arguments.call(), &target)?),
        false => None,
    };
    let selection = Selection {
        filters: arguments.filter.clone(),
        only: None,
        shard: arguments.shard,
        durations: arguments.durations.as_deref().map(durations).transpose()?.unwrap_or_default(),
        seed: arguments.seed,
    };
    let planned = |selection: &Selection| plan::plan(&loaded.scenarios, &loaded.guides, &target, selection);
    let mut plan = planned(&selection).map_err(Failure::usage)?;
    if let Some(report) = &arguments.failed {
        let only = failed::of(&plan, report)?;
        if only.is_empty() {
            out(&format!("all of it is well in {}; there is nothing to run again", report.display()));
            return Ok(repeat::Runs::default());
        }
        plan = planned(&Selection { only: Some(only), shard: None, ..selection }).map_err(Failure::usage)?;
    }
    plan::may_attack(&plan, &target, &arguments.i_own).map_err(Failure::usage)?;
    let is_planned = |scenario: &&Scenario| plan.cases.iter().any(|case| case.id.scenario() == &*scenario.id);
    let chosen: Vec<&Scenario> = loaded.scenarios.iter().filter(is_planned).collect();
    crate::scenario::dry_run(&chosen).map_err(Failure::usage)?;
    writable(arguments, snapshots.as_deref())?;
    let plan = Arc::new(plan);
    let say = |line: &str| {
        if !arguments.quiet {
            err(line);
        }
    };
    let installs =
        arguments.install_browser || std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|v| v == "1");
    if arguments.engine == EngineName::Http {
        // No browser is needed.
    } else if installs && arguments.driven.browser == BrowserKind::Chromium {
        browser::install(arguments.driven.headed, &say).await.map_err(Failure::trouble)?;
    } else {
        // Known before anything is built or started.
        arguments.driven.options().find().map_err(Failure::trouble)?;
    }
    if let Some(name) = &arguments.weakness {
        super::weakness::check(name)?;
    }
    let mut runs = repeat::Runs::default();
    for number in 1..=arguments.repeat {
        let folder = arguments.report.as_ref().map(|folder| match arguments.repeat {
            1 => folder.clone(),
            _ => folder.join(format!("repeat-{number}")),
        });
        runs.add(&once(arguments, &plan, &target, folder).await?);
        if runs.is_interrupted {
            break;
        }
    }
    if arguments.repeat > 1 {
        out(&format!("\n{}", runs.in_lines()));
    }
    Ok(runs)
}

/// Refuses to run where what is found out could not be written down.
fn writable(arguments: &RunArguments, snapshots: Option<&Path>) -> Result<(), Failure> {
    let temporary = std::env::temp_dir();
    writable::check(&temporary, "the folder for temporary files", "Set TMPDIR to another one, or make room in it.")?;
    if let Some(report) = &arguments.report {
        writable::check(report, "the report folder", "Name another one with `--report`, or make room in it.")?;
    }
    match snapshots {
        Some(folder) => writable::check(folder, "the snapshots' folder", "Name another one with `--snapshots`."),
        None => Ok(()),
    }
}

/// Runs `plan` and reports on it, in `folder` if somebody named one. Where the report cannot be written when all is done, what was
/// judged is told all the same.
async fn once(
    arguments: &RunArguments,
    plan: &Arc<Plan>,
    target: &Target,
    folder: Option<PathBuf>,
) -> Result<Judgement, Failure> {
    let temporary = scratch::folder().map_err(Failure::trouble)?;
    let written = folder.clone().unwrap_or_else(|| temporary.path().to_owned());
    let evidence = execute(arguments, &written, plan, target).await?;
    let record = Record { call: arguments.call(), plan: (**plan).clone(), target: target.clone(), evidence };
    let stored = record.store(&written).map_err(Failure::trouble);
    let mut judgement = report::judged(record, arguments.update_snapshots);
    let reported = stored.and_then(|()| report::write(&written, &judgement));
    let kept = match folder {
        _ if reported.is_err() => None,
        Some(folder) => Some(folder),
        // Failures name screenshots: they stay when no folder was asked for, and all else goes.
        None if judgement.exit_status() != ExitStatus::Good => {
            let beside = (!arguments.target.is_empty()).then_some(judgement.target.folder.as_path());
            Some(report_folder::keep(temporary, beside))
        }
        None => None,
    };
    if let Err(Failure::Usage(words) | Failure::Trouble(words)) = reported {
        judgement.trouble.push(format!("there is no whole report, since it could not be written: {words}"));
    }
    kept.iter().for_each(|folder| last_report::remember(folder));
    out(&report::on_terminal(&judgement, kept.as_deref()));
    github::tell(&judgement);
    Ok(judgement)
}

async fn execute(
    arguments: &RunArguments,
    folder: &Path,
    plan: &Arc<Plan>,
    target: &Target,
) -> Result<RunEvidence, Failure> {
    let options = RunOptions {
        browser: arguments.driven.options(),
        jobs: arguments.jobs.map_or_else(|| arguments.engine.lanes(), usize::from),
        timeout: arguments.timeout,
        retries: arguments.retries,
        fail_fast: arguments.fail_fast,
        pictured: arguments.pictures,
        key_cache: key_cache(),
        owned: arguments.i_own.clone(),
        idp: arguments.idp.options()?,
        sp_env: arguments.weakness.iter().map(|name| ("SP_WEAKNESS".to_owned(), name.clone())).collect(),
        ..RunOptions::new(arguments.engine, folder.join("evidence"))
    };
    let progress = Arc::new(Progress::new(plan.clone(), target.clone(), arguments.quiet));
    let (stop, stopped) = watch::channel(false);
    let interrupt = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            err("interrupted: ending browsers and SPs");
            let _ = stop.send(true);
        }
        // Kept until the end: a dropped sender must not look like an interruption.
        std::future::pending::<()>().await;
    });
    let evidence = crate::run::run(plan.clone(), target.clone(), options, progress.clone(), stopped).await;
    interrupt.abort();
    progress.clear();
    evidence.map_err(Failure::trouble)
}

/// Options that do not go together, and those that the command line promises and that are not built yet, say so
/// instead of doing something else.
fn refuse_what_is_not_there(arguments: &RunArguments) -> Result<(), Failure> {
    let browsers_own = [
        ("--headed", arguments.driven.headed),
        ("--install-browser", arguments.install_browser),
        ("--webdriver", arguments.driven.webdriver.is_some()),
        ("--browser-arg", !arguments.driven.browser_arg.is_empty()),
        ("--update-snapshots", arguments.update_snapshots),
    ];
    if arguments.engine == EngineName::Http
        && let Some((option, _)) = browsers_own.iter().find(|(_, given)| *given)
    {
        return Err(Failure::Usage(format!("`{option}` is for runs in a browser; leave it or `--engine http` out")));
    }
    arguments.idp.options()?;
    if arguments.driven.browser == BrowserKind::Firefox && arguments.install_browser {
        let message = "`--install-browser` gets Chromium; for Firefox run `apt-get install firefox-esr` and `cargo install \
                       geckodriver`";
        return Err(Failure::Usage(message.to_owned()));
    }
    let reference_sps_own = [("--weakness", arguments.weakness.is_some()), ("--manner", arguments.manner.is_some())];
    if !arguments.target.is_empty()
        && let Some((option, _)) = reference_sps_own.iter().find(|(_, given)| *given)
    {
        return Err(Failure::Usage(format!("`{option}` is for the reference SP; leave `--target` out")));
    }
    Ok(())
}

/// Keys are kept in the user's cache folder, so that only the first run makes them.
pub(crate) fn key_cache() -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    cache.map(|cache| cache.join("saml-harness/keys"))
}

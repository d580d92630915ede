//! What runs come to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, OnceLock};

use saml_harness::judge::judge;
use saml_harness::plan::{Selection, plan};
use saml_harness::target::Target;
use tokio::runtime::Runtime;

use crate::common::{self, in_process, planned};

/// What is tried: the cases that show whether people get in, forgeries are refused, and sign-out is believed.
const WHOLE: &[&str] = &[
    "login",
    "attack/unsigned",
    "attack/replay",
    "attack/lookalike-identity",
    "conformance/sign-out-ends-the-session",
];
/// A case of each.
const FEW: &[&str] = &[
    "login/sp-initiated",
    "login/second-person-without-sign-out",
    "attack/unsigned@sp-initiated",
    "attack/replay@same-browser-after-sign-out",
    "attack/lookalike-identity@blank-after",
    "conformance/sign-out-ends-the-session",
];

/// In a browser, where a login takes ten times as long: somebody gets in, a forgery does or does not, and nobody is left.
const FEW_IN_A_BROWSER: &[&str] =
    &["login/sp-initiated", "attack/unsigned@sp-initiated", "conformance/sign-out-ends-the-session"];

/// Whether all of it was asked for.
pub fn whole() -> bool {
    std::env::var("SAML_HARNESS_PANEL").is_ok_and(|asked| asked == "1")
}

/// What drives the SP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    Http,
    Chromium,
}

impl Engine {
    /// In names of trials.
    pub fn word(self) -> &'static str {
        match self {
            Engine::Http => "over_http",
            Engine::Chromium => "in_chromium",
        }
    }
}

/// One row of `results.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    verdict: String,
    critical: bool,
    outcome: String,
    reason: String,
}

/// The rows of a run, by case.
#[derive(Clone, Debug)]
pub struct Rows(BTreeMap<String, Row>);

/// What is logged in at.
#[derive(Clone, Debug)]
pub enum Sp {
    /// The reference SP as it is.
    Plain,
    /// The reference SP with this manner, and the target file that copes.
    Manner(String),
    /// What this target file starts.
    File(PathBuf),
}

/// The rows of a run at an SP, with a weakness if one is named. `name` is that of the folder which the run writes.
pub fn of(engine: Engine, name: &str, sp: &Sp, weakness: Option<&str>) -> Rows {
    let folder = Path::new("manners").join(format!("{name}-{}", engine.word()));
    match engine {
        Engine::Http => in_this_process(&folder, &sp.target(), weakness),
        Engine::Chromium => by_the_program(&folder, sp, weakness),
    }
}

/// Two hundred runs: the catalogue is read once for all, and no report is written.
fn in_this_process(folder: &Path, target: &Target, weakness: Option<&str>) -> Rows {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
    let (scenarios, guides) = &*planned::LOADED;
    let selection =
        Selection { filters: tried(Engine::Http).iter().map(ToString::to_string).collect(), ..Selection::default() };
    let plan = plan(scenarios, guides, target, &selection).unwrap();
    let evidence = RUNTIME.block_on(in_process::run(&plan, target, weakness, 1, folder));
    let rows = judge(&plan, target, &evidence).into_iter().map(|result| {
        let outcome = result.outcome.map(|outcome| outcome.kind.word().to_owned()).unwrap_or_default();
        let verdict = result.verdict.word().to_owned();
        (result.id.to_string(), Row { verdict, critical: result.critical, outcome, reason: result.reason })
    });
    Rows(rows.collect())
}

fn by_the_program(folder: &Path, sp: &Sp, weakness: Option<&str>) -> Rows {
    let mut words = vec!["--engine", "browser", "--no-snapshots", "--jobs", "1"];
    match sp {
        Sp::Plain => {}
        Sp::Manner(name) => words.extend(["--manner", name]),
        Sp::File(file) => words.extend(["--target", file.to_str().unwrap()]),
    }
    words.extend(weakness.iter().flat_map(|name| ["--weakness", name]));
    words.extend(tried(Engine::Chromium));
    let run = common::run(&Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder), &words);
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = run.results["cases"].as_array().unwrap().iter().map(|row| {
        let critical = row["critical"].as_bool().unwrap();
        let outcome = row["outcome"]["kind"].as_str().unwrap_or_default().to_owned();
        (text(row, "id"), Row { outcome, verdict: text(row, "verdict"), critical, reason: text(row, "reason") })
    });
    Rows(rows.collect())
}

fn tried(engine: Engine) -> &'static [&'static str] {
    match engine {
        _ if whole() => WHOLE,
        Engine::Http => FEW,
        Engine::Chromium => FEW_IN_A_BROWSER,
    }
}

impl Sp {
    fn target(&self) -> Target {
        let targets = common::repository().join("scenarios/targets");
        match self {
            Sp::Plain => planned::target("reference"),
            Sp::Manner(name) => planned::target_of(&targets.join("manners").join(format!("{name}.toml"))),
            Sp::File(file) => planned::target_of(file),
        }
    }
}

/// The rows of the SP without a manner.
pub fn plain(engine: Engine, weakness: Option<&str>) -> Rows {
    type Known = Mutex<BTreeMap<(Engine, Option<String>), Rows>>;
    static KNOWN: OnceLock<Known> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Known::default).lock().unwrap();
    let rows = known
        .entry((engine, weakness.map(str::to_owned)))
        .or_insert_with(|| of(engine, &format!("plain-{}", weakness.unwrap_or("sound")), &Sp::Plain, weakness));
    rows.clone()
}

impl Rows {
    /// In words: the cases that came out otherwise than at the plain SP. Some login must have the outcome that the
    /// manner has for itself, if it has one.
    pub fn differences(&self, plain: Rows, own: Option<&str>, when: &str) -> Vec<String> {
        assert!(plain.0.values().any(|row| row.verdict == "pass"), "nothing passes at the plain SP: {plain:?}");
        assert!(self.0.keys().eq(plain.0.keys()), "other cases were run: {:?}", self.0.keys());
        let pairs = self.0.iter().zip(plain.0.values());
        let has_own = |row: &Row| own == Some(row.outcome.as_str()) && row.verdict == "fail";
        assert!(own.is_none() || self.0.values().any(has_own), "no login is {own:?}: {self:?}");
        let pairs = pairs.filter(|((_, row), _)| !has_own(row));
        let differ = pairs.filter(|((_, row), plain)| (&row.verdict, row.critical) != (&plain.verdict, plain.critical));
        let said = differ.map(|((id, row), plain)| {
            format!("{when}: {id}: {}{}, not {}: {}", row.verdict, mark(row), plain.verdict, row.reason)
        });
        said.collect()
    }

    /// In words: what is wrong where the target file lacks `key`. A verdict is that of the plain SP, or it is
    /// `not-verified` and names the key.
    pub fn untruths(&self, plain: Rows, key: &str) -> Vec<String> {
        let word = key.rsplit('.').next().unwrap();
        let pairs = self.0.iter().zip(plain.0.values());
        let wrong = pairs.filter(|((_, row), plain)| match row.verdict.as_str() {
            "not-verified" => !row.reason.contains(word),
            verdict => verdict != plain.verdict || row.critical != plain.critical,
        });
        let said = wrong.map(|((id, row), _)| {
            format!("without `{key}`: {id}: {}{}, the key is not named: {}", row.verdict, mark(row), row.reason)
        });
        said.collect()
    }
}

fn mark(row: &Row) -> &'static str {
    if row.critical { " (critical)" } else { "" }
}

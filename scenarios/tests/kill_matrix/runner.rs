//! Runs without a browser, several at a time.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use saml_harness::evidence::CaseEvidence;
use saml_harness::judge::{CaseResult, judge};
use saml_harness::plan::Plan;
use saml_harness::run::{self, Observer, RunOptions};
use saml_harness::target::Target;
use tokio::sync::watch;

use super::catalogue::Catalogue;

/// What a run came to, by case, and what the SP wrote into its log last.
pub type Results = BTreeMap<String, (CaseResult, String)>;

/// How many weaknesses are looked at side by side: a few more than there are cores, since each waits for its SP now
/// and then.
pub const SIDE_BY_SIDE: usize = 4;

/// Nobody is told.
struct Silent;

impl Observer for Silent {
    fn preparing(&self, _: &str) {}

    fn started(&self, _: &str) {}

    fn finished(&self, _: &CaseEvidence) -> bool {
        true
    }
}

/// The cases with these ids against the SP as it should be.
pub async fn sound(catalogue: &Catalogue, cases: impl IntoIterator<Item = String>) -> Results {
    run(catalogue.plan(cases), catalogue.target.clone(), None, SIDE_BY_SIDE).await
}

/// The cases with these ids against the SP that has the weakness.
pub async fn weak(catalogue: &Catalogue, weakness: &str, cases: Vec<String>) -> Results {
    run(catalogue.plan(cases), catalogue.target.clone(), Some(weakness), 1).await
}

async fn run(plan: Plan, target: Target, weakness: Option<&str>, jobs: usize) -> Results {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kill-matrix").join(weakness.unwrap_or("sound"));
    let options = RunOptions {
        engine: run::EngineName::Http,
        browser: run::browser::BrowserOptions::default(),
        jobs,
        evidence: folder,
        timeout: None,
        retries: 1,
        fail_fast: false,
        key_cache: Some(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("keys")),
        sp_env: weakness.iter().map(|name| ("SP_WEAKNESS".to_owned(), (*name).to_owned())).collect(),
    };
    let plan = Arc::new(plan);
    let (_stop, stopped) = watch::channel(false);
    let evidence = run::run(plan.clone(), target.clone(), options, Arc::new(Silent), stopped).await.unwrap();
    let results = judge(&plan, &target, &evidence);
    let said = evidence.cases.iter().map(|case| case.sp_log.last().cloned().unwrap_or_default());
    results.into_iter().zip(said).map(|(result, said)| (result.id.to_string(), (result, said))).collect()
}

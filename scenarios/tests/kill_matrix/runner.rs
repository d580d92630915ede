//! Runs without a browser, several at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use saml_harness::evidence::CaseEvidence;
use saml_harness::judge::judge;
use saml_harness::plan::Plan;
use saml_harness::run::{self, Observer, RunOptions};
use saml_harness::target::Target;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::catalogue::Catalogue;
use crate::Results;

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

/// For each of these weaknesses, the cases that name it against the SP that has it.
pub async fn weak(catalogue: &Catalogue, names: &BTreeSet<String>, side_by_side: usize) -> BTreeMap<String, Results> {
    let turns = Arc::new(Semaphore::new(side_by_side));
    let mut runs = JoinSet::new();
    for weakness in names {
        let cases: Vec<String> = catalogue.named(weakness).into_values().flatten().collect();
        // A filter that is empty means everything.
        if cases.is_empty() {
            continue;
        }
        let (plan, target) = (catalogue.plan(cases), catalogue.target.clone());
        let (turns, weakness) = (turns.clone(), weakness.clone());
        runs.spawn(async move {
            let _turn = turns.acquire().await;
            let results = run(plan, target, Some(&weakness), 1).await;
            (weakness, results)
        });
    }
    runs.join_all().await.into_iter().collect()
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

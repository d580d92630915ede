//! Runs without a browser, several at a time.

use std::collections::BTreeMap;
use std::path::Path;

use saml_harness::judge::{CaseResult, judge};
use saml_harness::plan::Plan;
use saml_harness::target::Target;

use super::catalogue::Catalogue;
use crate::common::in_process;

/// What a run came to, by case, and what the SP wrote into its log last.
pub type Results = BTreeMap<String, (CaseResult, String)>;

/// How many weaknesses are looked at side by side: a few more than there are cores, since each waits for its SP now
/// and then.
pub const SIDE_BY_SIDE: usize = 4;

/// The cases with these ids against the SP as it should be.
pub async fn sound(catalogue: &Catalogue, cases: impl IntoIterator<Item = String>) -> Results {
    run(catalogue.plan(cases), catalogue.target.clone(), None, SIDE_BY_SIDE).await
}

/// The cases with these ids against the SP that has the weakness.
pub async fn weak(catalogue: &Catalogue, weakness: &str, cases: Vec<String>) -> Results {
    run(catalogue.plan(cases), catalogue.target.clone(), Some(weakness), 1).await
}

async fn run(plan: Plan, target: Target, weakness: Option<&str>, jobs: usize) -> Results {
    let folder = Path::new("kill-matrix").join(weakness.unwrap_or("sound"));
    let evidence = in_process::run(&plan, &target, weakness, jobs, &folder).await;
    let results = judge(&plan, &target, &evidence);
    let said = evidence.cases.iter().map(|kept| kept.seen().sp_log.last().cloned().unwrap_or_default());
    results.into_iter().zip(said).map(|(result, said)| (result.id.to_string(), (result, said))).collect()
}

//! What cases came to, as text that is the same whenever they come to the same.

use std::collections::BTreeMap;

use saml_harness::evidence::RunEvidence;
use saml_harness::judge::judge;
use saml_harness::plan::Plan;
use saml_harness::snapshot;
use saml_harness::target::Target;

/// Verdict, outcome, reason and snapshot of each case of `plan`, by its id.
pub fn told(plan: &Plan, target: &Target, evidence: &RunEvidence) -> BTreeMap<String, String> {
    let results = judge(plan, target, evidence);
    let told = results.iter().enumerate().map(|(index, result)| {
        let text = match result.is_verified() {
            true => snapshot::text(plan, index, evidence, result).map_err(|error| error.to_string()).unwrap(),
            false => String::new(),
        };
        let words = format!("{}, {} {}\n{text}", result.verdict.word(), result.seen_in_words(), result.reason);
        (result.id.to_string(), words)
    });
    told.collect()
}

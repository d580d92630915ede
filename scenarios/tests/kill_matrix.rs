//! The whole catalogue, without a browser: the sound reference SP passes all of it, and each of its weaknesses is caught
//! by the scenarios that name it. `harness/docs/kill-matrix.md` is what came out; `UPDATE_DOCS=1` writes it anew.
//! `KILL_MATRIX=NAME,NAME` looks at these weaknesses alone, and at no page.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;
mod kill_matrix {
    pub mod catalogue;
    pub mod page;
    pub mod runner;
}

use std::collections::{BTreeMap, BTreeSet};

use kill_matrix::catalogue::Catalogue;
use kill_matrix::{page, runner};
use saml_harness::judge::{CaseResult, Verdict};

/// What a run came to, by case, and what the SP wrote into its log last.
type Results = BTreeMap<String, (CaseResult, String)>;

/// The scenarios that caught each weakness.
type Caught = BTreeMap<String, BTreeSet<String>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_weakness_is_caught_and_every_scenario_catches_one() {
    let mut catalogue = Catalogue::load();
    let only = std::env::var("KILL_MATRIX").ok();
    if let Some(only) = &only {
        catalogue.keep(&only.split(',').collect());
    }
    let mut trouble = catalogue.misnamed();
    let sound = runner::sound(&catalogue).await;
    trouble.extend(sound.values().filter_map(|(result, _)| not_sound(result)));
    let mut caught = Caught::new();
    for (weakness, weak) in runner::weak(&catalogue).await {
        for (scenario, cases) in catalogue.named(&weakness) {
            let told = compared(&cases, &sound, &weak);
            if told.iter().any(|(worse, _)| *worse) {
                caught.entry(weakness.clone()).or_default().insert(scenario);
            } else {
                let told: String = told.into_iter().map(|(_, in_words)| format!("\n    {in_words}")).collect();
                trouble.push(format!("{scenario} does not catch `{weakness}`, which it names:{told}"));
            }
        }
    }
    let missed = catalogue.weaknesses.keys().filter(|name| !caught.contains_key(*name));
    trouble.extend(missed.map(|weakness| format!("no scenario catches `{weakness}`")));
    assert!(trouble.is_empty(), "{} things are wrong:\n{}", trouble.len(), trouble.join("\n"));
    if only.is_none() {
        page::compare(&page::page(&catalogue, &caught));
    }
}

/// Why the result of the sound SP is not as it must be: a warning is about what is good practice, and no fault.
fn not_sound(result: &CaseResult) -> Option<String> {
    let wrong = matches!(result.verdict, Verdict::Fail | Verdict::NotVerified);
    wrong.then(|| format!("sound SP: {} is {}: {}", result.id, result.verdict.word(), result.reason))
}

/// How bad a verdict is; none when nothing was found out. The sound SP's are all told or not applicable.
fn badness(result: &CaseResult) -> Option<u8> {
    match result.verdict {
        Verdict::Pass => Some(0),
        Verdict::Warn => Some(1),
        Verdict::Fail => Some(2),
        Verdict::NotVerified | Verdict::NotApplicable => None,
    }
}

/// For each case whether it came out worse on the weak SP than on the sound one, and what was seen on both.
fn compared(cases: &BTreeSet<String>, sound: &Results, weak: &Results) -> Vec<(bool, String)> {
    let seen = |results: &Results, case: &str| match results.get(case) {
        Some((result, log)) => (badness(result), format!("{} {} [{log}]", result.verdict.word(), result.reason)),
        None => (None, "not run".to_owned()),
    };
    // A rule that finds nothing to judge on the sound SP, an optional part of its metadata, say, has nothing against it.
    let compare = |case: &String| {
        let ((sound, sound_words), (weak, weak_words)) = (seen(sound, case), seen(weak, case));
        let worse = weak.is_some_and(|weak| weak > sound.unwrap_or(0));
        (worse, format!("{case}: {weak_words} (sound SP: {sound_words})"))
    };
    cases.iter().map(compare).collect()
}

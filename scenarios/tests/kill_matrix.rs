//! The whole catalogue, without a browser: the sound reference SP passes all of it, and each of its weaknesses is caught
//! by the scenarios that name it; and both engines tell the same of the sound one. `harness/docs/kill-matrix.md` is what came out; `UPDATE_DOCS=1` writes it anew.
//! `KILL_MATRIX=NAME,NAME` looks at these weaknesses alone, and at no page.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;
mod kill_matrix {
    pub mod catalogue;
    pub mod page;
    pub mod runner;
    pub mod snapshots;
}

use std::collections::{BTreeMap, BTreeSet};

use kill_matrix::catalogue::Catalogue;
use kill_matrix::{page, runner, snapshots};
use saml_harness::judge::CaseResult;
use saml_harness::outcome::Verdict;

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
    let sound = told_of_sound(&catalogue).await;
    trouble.extend(sound.values().filter_map(|(result, _)| not_sound(result)));
    if only.is_none() {
        trouble.extend(snapshots::differences(&sound));
    }
    let mut caught = Caught::new();
    trouble.extend(kills(&catalogue, &sound, &mut caught).await);
    let missed = catalogue.weaknesses.keys().filter(|name| !caught.contains_key(*name));
    trouble.extend(missed.map(|weakness| format!("no scenario catches `{weakness}`")));
    assert!(trouble.is_empty(), "{} things are wrong:\n{}", trouble.len(), trouble.join("\n"));
    if only.is_none() {
        page::compare(&page::page(&catalogue, &caught));
    }
}

/// What every case came to on the sound SP. What could not be told is tried once more: the machine may have been busy.
async fn told_of_sound(catalogue: &Catalogue) -> Results {
    let mut sound = runner::sound(catalogue, catalogue.cases.iter().map(|case| case.id.to_string())).await;
    let told = |result: &CaseResult| result.verdict != Verdict::NotVerified;
    let untold: Vec<String> = sound.iter().filter(|(_, (result, _))| !told(result)).map(|(id, _)| id.clone()).collect();
    if !untold.is_empty() {
        sound.extend(runner::sound(catalogue, untold).await);
    }
    sound
}

/// Notes which scenarios catch each weakness; in words which do not although they name it, twice in a row.
async fn kills(catalogue: &Catalogue, sound: &Results, caught: &mut Caught) -> Vec<String> {
    let mut open: BTreeSet<String> = catalogue.weaknesses.keys().cloned().collect();
    let mut missed = Vec::new();
    for side_by_side in [runner::SIDE_BY_SIDE, 1] {
        let names = std::mem::take(&mut open);
        missed.clear();
        for (weakness, weak) in runner::weak(catalogue, &names, side_by_side).await {
            for (scenario, cases) in catalogue.named(&weakness) {
                let told = compared(&cases, sound, &weak);
                let by = caught.entry(weakness.clone()).or_default();
                if told.iter().any(|(worse, _)| *worse) {
                    by.insert(scenario);
                } else if !by.contains(&scenario) {
                    let told: String = told.into_iter().map(|(_, in_words)| format!("\n    {in_words}")).collect();
                    missed.push(format!("{scenario} does not catch `{weakness}`, which it names:{told}"));
                    open.insert(weakness.clone());
                }
            }
        }
    }
    caught.retain(|_, by| !by.is_empty());
    missed
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

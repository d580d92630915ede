//! A message after which the SP is there for nobody any more is the SP's failure, and its neighbours' verdicts stand.

use std::path::Path;

use crate::common;
use rstest::rstest;
use serde_json::Value;

/// Cases that share controls with the ones that end or lock the SP, and that the reference SP passes with any of these
/// weaknesses.
const NEIGHBOURS: [&str; 2] = ["conformance/audience-absent", "conformance/audience-other"];

fn verdicts(results: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = results["cases"].as_array().unwrap().iter();
    rows.map(|case| (text(&case["id"]), text(&case["verdict"]), text(&case["outcome"]["kind"]))).collect()
}

#[rstest]
#[case::stack("exits-on-deep-nesting", "robustness/deep-nesting@ten-thousand", "sp-ended", "overflowed its stack")]
#[case::exit("exits-on-malformed-signature", "attack/empty-signature", "sp-ended", "exit status: 70")]
#[case::locked("locked-out-after-bad-signature", "attack/signature-value-broken", "sp-locked-out", "lets nobody in")]
fn the_message_that_did_it_fails_and_its_neighbours_keep_their_verdicts(
    #[case] weakness: &str,
    #[case] scenario: &str,
    #[case] outcome: &str,
    #[case] words: &str,
) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sp-loss-{weakness}"));
    let run = common::run(
        &folder,
        &[&["--engine", "http", "--no-snapshots", "--jobs", "1", "--weakness", weakness, scenario], &NEIGHBOURS[..]]
            .concat(),
    );
    assert_eq!(run.status, 1, "{}", run.output);
    let verdicts = verdicts(&run.results);
    let (lost, neighbours): (Vec<_>, Vec<_>) = verdicts.iter().partition(|(id, ..)| id.starts_with(scenario));
    for (id, verdict, kind) in &lost {
        assert_eq!((verdict.as_str(), kind.as_str()), ("fail", outcome), "{id}:\n{}", run.output);
    }
    assert!(!lost.is_empty() && neighbours.len() > 2, "{verdicts:?}");
    for (id, verdict, _) in neighbours {
        assert_eq!(verdict, "pass", "{id}:\n{}", run.output);
    }
    assert!(run.output.contains(words), "{}", run.output);

    let stored = run.results["cases"].clone();
    let again = common::harness().arg("judge").arg(&folder).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    let results: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("results.json")).unwrap()).unwrap();
    for (first, second) in stored.as_array().unwrap().iter().zip(results["cases"].as_array().unwrap()) {
        assert_eq!((&first["verdict"], &first["reason"]), (&second["verdict"], &second["reason"]));
    }
}

//! An SP that cannot read how JumpCloud writes is told so in one line, and its other cases are judged even so.

use std::path::Path;

use crate::common;
use rstest::rstest;

const WORDS: &str = "this SP does not get along with JumpCloud's messages: it refuses ";

#[rstest]
#[case::prefix_list("refuses-inclusive-prefixes", "the prefix list of exclusive C14N")]
#[case::value_types("refuses-value-types", "attribute values with `xsi:type=")]
fn the_plain_login_fails_with_the_trait_and_the_others_are_run_in_the_other_dialect(
    #[case] weakness: &str,
    #[case] refused: &str,
) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dialect-{weakness}"));
    let cases = ["login/sp-initiated", "login/idp-initiated", "attack/unsigned"];
    let run = common::run(
        &folder,
        &[&["--engine", "http", "--no-snapshots", "--jobs", "2", "--weakness", weakness], &cases[..]].concat(),
    );
    assert_eq!(run.status, 1, "{}", run.output);
    let said = format!("{WORDS}{refused}");
    let plain = common::case(&run, "login/sp-initiated");
    assert_eq!((&plain["verdict"], &plain["outcome"]["phase"]), (&"fail".into(), &"acs".into()), "{}", run.output);
    assert!(plain["reason"].as_str().unwrap().starts_with(&said), "{plain}");
    let others = run.results["cases"].as_array().unwrap().iter().filter(|case| case["id"] != "login/sp-initiated");
    let verdicts: Vec<&str> = others.map(|case| case["verdict"].as_str().unwrap()).collect();
    assert!(verdicts.len() > 2 && verdicts.iter().all(|verdict| *verdict == "pass"), "{}", run.output);

    let finding = &run.results["findings"][0];
    assert_eq!((&finding["kind"], &finding["cases"]), (&"dialect".into(), &serde_json::json!(["login/sp-initiated"])));
    let reports = ["results.json", "junit.xml", "summary.md", "index.html"];
    let read = || reports.map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    let first = read();
    for (name, text) in reports.iter().zip(&first) {
        assert!(
            text.contains("were run in the specification's dialect") || text.contains("specification&apos;s"),
            "{name}"
        );
    }
    let again = common::harness().arg("judge").arg(&folder).output().unwrap();
    assert_eq!((again.status.code(), read()), (Some(1), first));
}

#[test]
fn a_run_without_the_plain_login_has_the_finding_and_fails_by_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dialect-without-plain-login");
    let weakness = "refuses-inclusive-prefixes";
    let run = common::run(
        &folder,
        &["--engine", "http", "--no-snapshots", "--jobs", "1", "--weakness", weakness, "attack/unsigned"],
    );
    assert_eq!((run.status, &run.results["summary"]["fail"]), (1, &0.into()), "{}", run.output);
    assert!(run.output.contains(WORDS), "{}", run.output);
    let junit = std::fs::read_to_string(folder.join("junit.xml")).unwrap();
    assert!(junit.contains("finding (dialect)"), "{junit}");
}

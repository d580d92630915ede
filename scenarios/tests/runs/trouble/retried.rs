//! With `--retries` a case that was disturbed comes to its verdict, and the reports say that it needed another attempt.

use std::path::Path;

use serde_json::Value;

use super::processes::{await_end, descendants, kill};
use super::{after_two_cases, start_with};

#[test]
fn a_case_whose_driver_was_killed_passes_at_the_second_attempt_and_is_flaky() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("retried");
    let mut run = start_with(&folder, None, &["--retries", "1"]);
    after_two_cases(&mut run);
    let children = descendants(run.id());
    let driver = children.iter().find(|(_, name)| name.starts_with("chromedriver"));
    kill(driver.unwrap_or_else(|| panic!("no driver among {children:?}")).0);
    assert_eq!(run.wait().unwrap().code(), Some(0));
    await_end(&children);

    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let results: Value = serde_json::from_str(&read("results.json")).unwrap();
    let cases = results["cases"].as_array().unwrap();
    assert!(cases.iter().all(|case| case["verdict"] == "pass"), "{}", results["summary"]);
    let flaky: Vec<&Value> = cases.iter().filter(|case| case["flaky"] == true).collect();
    assert!((1..=3).contains(&flaky.len()), "one kill hit {} cases", flaky.len());
    for case in flaky {
        let (id, before) = (case["id"].as_str().unwrap(), case["earlier"][0].as_str().unwrap());
        assert!(case["retries"] == 1 && !before.is_empty(), "{case}");
        assert!(read("summary.md").contains(&format!("| `{id}` | pass | needed 2 attempts; before: ")), "{id}");
    }
    assert!(read("junit.xml").contains("<flakyError "));
}

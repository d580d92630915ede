//! The attack that `harness/docs/add-an-attack.md` adds, added as it says.

use std::path::Path;

use crate::common::{Run, case, repository, run};

const ID: &str = "attack/forged-in-status-detail";

/// The page's block that begins with "```toml scenario".
fn example() -> String {
    let page = std::fs::read_to_string(repository().join("harness/docs/add-an-attack.md")).unwrap();
    let (_, block) = page.split_once("```toml scenario\n").unwrap();
    block.split_once("\n```").unwrap().0.to_owned()
}

/// Runs the example out of a catalogue of its own, without a browser.
fn run_example(name: &str, more: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("attack")).unwrap();
    std::fs::write(folder.path().join(format!("{ID}.toml")), example()).unwrap();
    let catalogue = folder.path().to_str().unwrap();
    let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{name}"));
    let arguments = [ID, "--catalogue", catalogue, "--engine", "http", "--no-snapshots"];
    run(&report, &[&arguments, more].concat())
}

#[test]
fn it_is_short_and_new() {
    assert!(example().lines().count() < 30);
    assert!(
        !repository().join(format!("scenarios/catalogue/{ID}.toml")).exists(),
        "an example is not in the catalogue"
    );
}

#[test]
fn the_sound_sp_passes() {
    let run = run_example("sound", &[]);
    assert_eq!(run.status, 0, "{}", run.output);
    assert_eq!(case(&run, ID)["verdict"], "pass", "{}", run.output);
}

#[test]
fn its_weakness_is_caught() {
    let page = example();
    let weakness = page.split_once("weakness = \"").unwrap().1.split_once('"').unwrap().0;
    let run = run_example("weak", &["--weakness", weakness]);
    assert_eq!(run.status, 1, "{}", run.output);
    let case = case(&run, ID);
    assert_eq!((&case["verdict"], &case["critical"]), (&"fail".into(), &true.into()), "{}", run.output);
    assert!(run.output.contains("victim@acme.test"), "the terminal names who is signed in: {}", run.output);
}

//! The examples of `docs/files.md` are files that load.

use saml_harness::plan::{Selection, plan};
use saml_harness::{guide, scenario, target};

use crate::Folder;

/// The block of the page that begins with "```toml KIND".
fn example(kind: &str) -> String {
    let page = include_str!("../../docs/files.md");
    let (_, block) = page.split_once(&format!("```toml {kind}\n")).unwrap();
    block.split_once("\n```").unwrap().0.to_owned()
}

#[test]
fn the_examples_load_and_can_be_planned_together() {
    let plain = "title = \"T\"\nwhy = \"W\"\nseverity = \"low\"\nexpect = { outcome = \"signed-in\" }\n";
    let folder = Folder::new(&[
        ("target.toml", &example("target")),
        ("guides/jumpcloud.toml", &example("guide")),
        ("catalogue/login/two-people.toml", &example("scenario")),
        ("catalogue/login/sp-initiated.toml", plain),
    ]);
    let scenarios = scenario::load_catalogue(&[folder.join("catalogue")]).map_err(|e| e.to_string()).unwrap();
    let guides = guide::load_all(&folder.join("guides")).map_err(|e| e.to_string()).unwrap();
    let target = target::load(&folder.join("target.toml")).map_err(|e| e.to_string()).unwrap();
    let plan = plan(&scenarios, &guides, &target, &Selection::default()).unwrap();
    let ids: Vec<_> = plan.cases.iter().map(|case| case.id.as_str()).collect();
    let expected = [
        "guide/jumpcloud",
        "guide/jumpcloud@skip-sign-assertion",
        "guide/jumpcloud@issuer-leading-blank",
        "guide/jumpcloud@export-metadata-before-sign-assertion",
        "guide/jumpcloud@mend",
        "login/sp-initiated",
        "login/two-people@both",
    ];
    assert_eq!(ids, expected);
}

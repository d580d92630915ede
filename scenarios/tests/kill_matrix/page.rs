//! What is written down: weaknesses, and the scenarios that caught them.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use crate::Caught;
use crate::common::repository;

const PAGE: &str = "harness/docs/kill-matrix.md";

/// The page's text.
pub fn page(catalogue: &Catalogue, caught: &Caught) -> String {
    let scenarios: BTreeSet<&String> = caught.values().flatten().collect();
    let mut text = format!(
        "# The kill matrix\n\n\
         A scenario proves something only if it can fail. The reference SP has {} weaknesses that can be switched on, one\n\
         at a time. Beside each stand the scenarios that come out worse on the SP that has it than on the sound one; each\n\
         of the {} scenarios of the catalogue stands here at least once.\n\n\
         See one for yourself (the exit status is 1):\n\n\
         ```sh\n\
         cargo run -- run attack --engine http --weakness accepts-unsigned\n\
         ```\n\n\
         `cargo test --package scenarios --test kill_matrix` runs it all without a browser, and fails when a scenario catches\n\
         nothing, a weakness is caught by nothing, or this page is not what came out; with `UPDATE_DOCS=1` it writes the page.\n\n\
         | weakness | the SP then | caught by |\n|---|---|---|\n",
        catalogue.weaknesses.len(),
        scenarios.len(),
    );
    for (name, sentence) in &catalogue.weaknesses {
        let by: Vec<String> = caught.get(name).into_iter().flatten().map(|id| format!("`{id}`")).collect();
        text += &format!("| `{name}` | {} | {} |\n", sentence.replace('|', "\\|"), by.join(", "));
    }
    text
}

/// Holds that the page on disk is `page`; writes it if that is asked for.
pub fn compare(page: &str) {
    let file = repository().join(PAGE);
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&file, page).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (there.lines().collect(), page.lines().collect());
    let gone = old.difference(&new).map(|line| format!("no longer true: {line}"));
    let missing = new.difference(&old).map(|line| format!("true, and not there: {line}"));
    let trouble: Vec<String> = gone.chain(missing).collect();
    assert!(there == page, "{PAGE} (`UPDATE_DOCS=1` writes it anew):\n{}", trouble.join("\n"));
}

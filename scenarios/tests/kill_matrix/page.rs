//! What is written down: weaknesses, and the scenarios that caught them.

use std::collections::{BTreeMap, BTreeSet};

use super::matrix::Matrix;
use crate::common::repository;

const PAGE: &str = "harness/docs/kill-matrix.md";

/// The page's text, from the scenarios that caught each weakness.
fn page(caught: &BTreeMap<&str, &BTreeSet<String>>) -> String {
    let scenarios: BTreeSet<&String> = caught.values().copied().flatten().collect();
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
        caught.len(),
        scenarios.len(),
    );
    for (name, sentence) in reference_sp::weaknesses() {
        let by: Vec<String> = caught[name].iter().map(|id| format!("`{id}`")).collect();
        text += &format!("| `{name}` | {} | {} |\n", sentence.replace('|', "\\|"), by.join(", "));
    }
    text
}

/// In words: how the page on disk differs from what came out; writes it first if that is asked for.
pub fn differences(matrix: &Matrix) -> Vec<String> {
    let caught = reference_sp::weaknesses().map(|(name, _)| (name, &matrix.told(name).by)).collect();
    let page = page(&caught);
    let file = repository().join(PAGE);
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&file, &page).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap();
    if there == page {
        return Vec::new();
    }
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (there.lines().collect(), page.lines().collect());
    let gone = old.difference(&new).map(|line| format!("no longer true: {line}"));
    let missing = new.difference(&old).map(|line| format!("true, and not there: {line}"));
    let order = "the lines of the page are in another order".to_owned();
    let lines: Vec<String> = gone.chain(missing).collect();
    let lines = if lines.is_empty() { vec![order] } else { lines };
    [format!("{PAGE} (`UPDATE_DOCS=1` writes it anew)")].into_iter().chain(lines).collect()
}

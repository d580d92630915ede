//! `saml-harness list --coverage`: requirements by scenario, both ways.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Failure, catalogue, out};
use crate::plan::Case;
use crate::requirement::{self, Requirements};

/// Prints which scenarios cover each row, which rows none covers and why, and the rows of each scenario.
pub(super) fn coverage(cases: &[Case], as_json: bool) -> Result<u8, Failure> {
    let requirements = requirement::load(&catalogue::requirements()).map_err(Failure::usage)?;
    let reasons = requirement::uncovered(&catalogue::uncovered()).map_err(Failure::usage)?;
    let covered = requirement::covered(cases, &requirements);
    if as_json {
        let value = json!({
            "rows": requirements.len(), "covered": covered.len(), "scenarios_by_row": covered,
            "rows_by_scenario": by_scenario(&covered), "reasons": reasons,
        });
        out(&serde_json::to_string_pretty(&value).map_err(Failure::trouble)?);
        return Ok(0);
    }
    out("rows and the scenarios that cover them\n");
    for (id, row) in &requirements {
        let by = match covered.get(id) {
            Some(scenarios) => wrapped(scenarios.iter().map(String::as_str)),
            None => format!("{INDENT}- {}", reasons.get(id).map_or("no scenario yet", String::as_str)),
        };
        out(&format!("{id:7} {:16} {}\n{by}", row.level, row.requirement));
    }
    out("\nscenarios and the rows they cover\n");
    for (scenario, rows) in by_scenario(&covered) {
        out(&format!("{scenario}\n{}", wrapped(rows)));
    }
    out(&format!("\n{}", in_short(&requirements, covered.len())));
    Ok(0)
}

/// Under the line that it belongs to.
const INDENT: &str = "        ";

/// `words` in lines that fit a terminal.
fn wrapped<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    const WIDTH: usize = 110;
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|line| line.len() + 1 + word.len() <= WIDTH) {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(format!("{INDENT}{word}")),
        }
    }
    lines.join("\n")
}

fn by_scenario(covered: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut scenarios: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (row, by) in covered {
        for scenario in by {
            scenarios.entry(scenario).or_default().insert(row);
        }
    }
    scenarios
}

fn in_short(requirements: &Requirements, covered: usize) -> String {
    format!("{covered} of {} rows are covered; for the others the reason is given above", requirements.len())
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_long_list_is_broken_between_words() {
        let rows: Vec<String> = (10..40).map(|n| format!("SIG-{n}")).collect();
        let text = wrapped(rows.iter().map(String::as_str));
        assert!(
            text.lines().count() > 1 && text.lines().all(|line| line.len() <= 110 && line.starts_with("        S"))
        );
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), rows);
    }
}

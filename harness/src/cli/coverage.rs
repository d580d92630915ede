//! `saml-harness list --coverage`: requirements by scenario, both ways.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Failure, catalogue, out};
use crate::plan::Case;
use crate::requirement::{self, Requirements};

/// Prints which scenarios cover each row, which rows none covers and why, and the rows of each scenario.
pub(super) fn coverage(cases: &[Case], as_json: bool) -> Result<u8, Failure> {
    let repository = catalogue::repository();
    let requirements = requirement::load(&repository).map_err(Failure::usage)?;
    let reasons = requirement::uncovered(&repository).map_err(Failure::usage)?;
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
            Some(scenarios) => scenarios.iter().cloned().collect::<Vec<_>>().join(" "),
            None => format!("- {}", reasons.get(id).map_or("no scenario yet", String::as_str)),
        };
        out(&format!("{id:7} {:16} {}\n        {by}", row.level, row.requirement));
    }
    out("\nscenarios and the rows they cover\n");
    for (scenario, rows) in by_scenario(&covered) {
        out(&format!("{scenario}  {}", rows.into_iter().collect::<Vec<_>>().join(" ")));
    }
    out(&format!("\n{}", in_short(&requirements, covered.len())));
    Ok(0)
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
    format!("{covered} of {} rows are covered; scenarios/coverage.txt says why the others are not", requirements.len())
}

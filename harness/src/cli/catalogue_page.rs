//! `list --markdown`: the catalogue as a page, a row for each scenario with all its cases.

use crate::plan::Case;

/// The page. `cases` are in the order of reports, so that those of a scenario follow each other.
pub(super) fn page(cases: &[Case]) -> String {
    let scenarios = cases.chunk_by(|one, other| one.id.scenario() == other.id.scenario());
    let mut text = format!(
        "# The catalogue\n\n\
         {} scenarios with {} cases. `saml-harness explain ID` shows one in full, with what is sent; `saml-harness list --markdown`\n\
         prints this page, and `UPDATE_DOCS=1 cargo test --package scenarios --test coverage` writes it.\n",
        scenarios.clone().count(),
        cases.len()
    );
    for category in cases.chunk_by(|one, other| one.category == other.category) {
        text += &format!(
            "\n## {}\n\n| scenario | what it shows | expected | see |\n|---|---|---|---|\n",
            category[0].category
        );
        for scenario in category.chunk_by(|one, other| one.id.scenario() == other.id.scenario()) {
            text += &row(scenario);
        }
    }
    text
}

fn row(scenario: &[Case]) -> String {
    let Some(first) = scenario.first() else { return String::new() };
    let variants: Vec<&str> = scenario.iter().filter_map(|case| Some(case.id.split_once('@')?.1)).collect();
    let variants = if variants.is_empty() { String::new() } else { format!(" @{}", variants.join(" @")) };
    let title = first.id.split_once('@').and_then(|(_, variant)| first.title.strip_suffix(&format!(" ({variant})")));
    let each = |of: &dyn Fn(&Case) -> Vec<String>| -> String {
        let mut all: Vec<String> = Vec::new();
        for value in scenario.iter().flat_map(of) {
            if !all.contains(&value) {
                all.push(value);
            }
        }
        all.join(", ")
    };
    format!(
        "| `{}`{variants} | **{}** {} | {} | {} |\n",
        first.id.scenario(),
        cell(title.unwrap_or(&first.title)),
        cell(&first.why),
        each(&|case| vec![format!("{} ({})", case.expect.outcome.word(), case.expect.level.word())]),
        cell(&each(&|case| case.refs.clone()))
    )
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;")
}

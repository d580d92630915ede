//! How somebody set the IdP and the SP up by a guide. What other cases set up is in their scenario.

use crate::evidence::{CaseEvidence, Step};
use crate::snapshot::lines;
use crate::snapshot::view::View;

/// The steps of the guide; where the whole guide is the baseline, those that were left out, added or done otherwise.
pub(in crate::snapshot) fn set_up(view: &View<'_>, baseline: Option<(&str, &View<'_>)>) -> String {
    let seen = steps(view);
    if seen.is_empty() {
        return String::new();
    }
    match baseline {
        Some((id, base)) if is_guided(base.evidence) => lines::section("Set-up", id, &steps(base), &seen),
        _ => lines::whole("Set-up", &seen),
    }
}

fn is_guided(evidence: &CaseEvidence) -> bool {
    evidence.steps.iter().any(|step| step.guide.is_some())
}

fn steps(view: &View<'_>) -> Vec<String> {
    let Some(last) = view.evidence.steps.iter().rposition(|step| step.guide.is_some()) else { return Vec::new() };
    let mut lines: Vec<String> = Vec::new();
    for step in view.evidence.steps[..=last].iter().filter(|step| !step.interruption) {
        let line = if step.guide.is_some() { guided(view, step) } else { "(login)".to_owned() };
        // A login has several steps.
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The guide's words; the SP's page with them where it is no plain success, since its own settings page may refuse.
fn guided(view: &View<'_>, step: &Step) -> String {
    let refused = step.page.status.is_some_and(|status| status >= 400);
    let page = if refused { format!(" -> {}", view.page_name(&step.page)) } else { String::new() };
    view.normalised(&format!("{}{page}", step.name))
}

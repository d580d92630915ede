//! Which cases a person asked for.

use super::{Case, PlanError};

/// Marks the cases that any of `filters` matches; all of them without filters.
pub(super) fn chosen(cases: &[Case], filters: &[String]) -> Result<Vec<bool>, PlanError> {
    let mut chosen = vec![filters.is_empty(); cases.len()];
    for filter in filters {
        let mut matched: Vec<bool> = cases.iter().map(|case| names(case, filter)).collect();
        // Only a filter that names nothing is a beginning: a whole id must choose that case and not also those whose
        // ids happen to go on from it, since reports print it to repeat just this case.
        if !matched.contains(&true) && !filter.is_empty() {
            matched = cases.iter().map(|case| case.id.starts_with(filter.as_str())).collect();
        }
        if !matched.contains(&true) {
            return Err(PlanError::NoMatch { filter: filter.clone(), nearest: nearest(cases, filter) });
        }
        chosen.iter_mut().zip(matched).for_each(|(mark, matched)| *mark |= matched);
    }
    Ok(chosen)
}

/// Whether `filter` is the case's id, that of its scenario, its category, or one of its references in either case of
/// letters.
fn names(case: &Case, filter: &str) -> bool {
    let filter = filter.trim_end_matches('/');
    let begins = case.id.strip_prefix(filter).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']));
    let refers = case.refs.iter().any(|reference| reference.eq_ignore_ascii_case(filter));
    !filter.is_empty() && (begins || refers)
}

/// The three ids, categories or references that are most like `filter`.
fn nearest(cases: &[Case], filter: &str) -> Vec<String> {
    let names = cases.iter().flat_map(|case| {
        [case.id.as_str(), case.id.scenario(), case.category.as_str()]
            .into_iter()
            .chain(case.refs.iter().map(String::as_str))
    });
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &filter.to_lowercase());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    names.into_iter().take(3).map(str::to_owned).collect()
}

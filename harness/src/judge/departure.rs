//! Verdicts that a target's owner knows of and accepts. One that no longer happens is an error.

use super::{CaseResult, Verdict};
use crate::target::Departure;

/// A departure whose case ran and came out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleDeparture {
    /// What the departure names.
    pub scenario: String,
    /// The verdict it accepts.
    pub accepted: Verdict,
    /// The verdict seen.
    pub seen: Verdict,
    /// The departure's reason.
    pub reason: String,
}

/// Why this verdict is accepted, when it is.
pub(super) fn of_case(id: &str, verdict: Verdict, departures: &[Departure]) -> Option<String> {
    let accepted = departures.iter().find(|departure| names(departure, id) && departure.verdict == verdict);
    accepted.map(|departure| departure.reason.clone())
}

/// Departures that did not happen: a case they name was told, and none came out as accepted. A departure whose case
/// was filtered out, or could not be told, says nothing.
pub fn stale_departures(departures: &[Departure], results: &[CaseResult]) -> Vec<StaleDeparture> {
    let stale = departures.iter().filter_map(|departure| {
        let mut named = results.iter().filter(|result| names(departure, &result.id)).peekable();
        let first = *named.peek()?;
        let excused = named.any(|result| result.verdict == departure.verdict || !result.is_told());
        (!excused).then(|| StaleDeparture {
            scenario: departure.scenario.clone(),
            accepted: departure.verdict,
            seen: first.verdict,
            reason: departure.reason.clone(),
        })
    });
    stale.collect()
}

/// A scenario's id names all its variants.
fn names(departure: &Departure, id: &str) -> bool {
    let rest = id.strip_prefix(departure.scenario.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('@'))
}

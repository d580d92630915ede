//! Verdicts that a target's owner knows of and accepts. One that no longer happens is an error.

use super::CaseResult;
use crate::case_id::CaseId;
use crate::outcome::Verdict;
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

/// Why the verdict of `result` is accepted, when it is. A forged sign-in is accepted only where a departure says so.
pub(super) fn of_case(result: &CaseResult, departures: &[Departure]) -> Option<String> {
    let accepting = governing(departures, &result.id).find(|departure| accepts(departure, result));
    accepting.map(|departure| departure.reason.clone())
}

/// Departures that did not happen: a case they name was verified, and none came out as accepted. A departure whose case
/// was filtered out, or is unknown, says nothing.
pub fn stale_departures(departures: &[Departure], results: &[CaseResult]) -> Vec<StaleDeparture> {
    let stale = departures.iter().filter_map(|departure| {
        let governs = |id: &CaseId| governing(departures, id).any(|governing| std::ptr::eq(governing, departure));
        let named: Vec<_> = results.iter().filter(|result| governs(&result.id)).collect();
        let first = named.iter().find(|result| result.is_verified())?;
        let excused = named.iter().any(|r| happened(departure, r) || r.verdict == Verdict::NotVerified);
        (!excused).then(|| StaleDeparture {
            scenario: departure.scenario.clone(),
            accepted: departure.verdict,
            seen: first.verdict,
            reason: departure.reason.clone(),
        })
    });
    stale.collect()
}

fn accepts(departure: &Departure, result: &CaseResult) -> bool {
    departure.verdict == result.verdict && (departure.critical || !result.is_forged())
}

fn happened(departure: &Departure, result: &CaseResult) -> bool {
    departure.verdict == result.verdict && (!departure.critical || result.is_forged())
}

/// The departures that the case `id` is held against: its own where there are any, and its scenario's only where there are
/// none. Whoever writes down one variant apart means something else by it than what holds for the others.
fn governing<'a>(departures: &'a [Departure], id: &'a CaseId) -> impl Iterator<Item = &'a Departure> {
    let has_own = departures.iter().any(|departure| id.as_str() == departure.scenario);
    departures.iter().filter(move |departure| {
        if has_own { id.as_str() == departure.scenario } else { id.is_named_by(&departure.scenario) }
    })
}

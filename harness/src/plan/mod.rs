//! From the loaded files to cases in lanes. Pure.

mod accounts;
mod address;
mod baseline;
mod capability;
mod case;
mod cases;
mod controls;
mod dialect;
mod filter;
mod lanes;
mod metadata_settings;
mod namesake;
mod ownership;
mod people;
mod shard;
mod subject;
mod support;

use std::collections::BTreeSet;

use thiserror::Error;

pub use accounts::accounts;
pub use address::AddressTrial;
pub use capability::{Capability, every_probe, unknown_capabilities};
pub use case::{Case, Control, GuideRun, Plan, Stage};
pub use controls::{CONTROL_PERSONA, ControlId, PlannedControl, groups, lane_control, shares_control};
pub use dialect::DialectTrial;
pub use namesake::namesake;
pub use ownership::{NotOwned, host, is_hostile, is_loopback, may_attack, owns_all};
pub use people::{KNOWN_PEOPLE, VICTIM, aims_at_victim, first_login_of_victim};
pub use shard::Durations;
pub use subject::SubjectTrial;
pub use support::{needs_browser, unsupported};

use crate::diagnostic::{Diagnostics, nearest};
use crate::guide::Guide;
use crate::scenario::{CATEGORIES, Scenario};
use crate::target::Target;

/// What a person asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Cases that match any of these; all when empty. A filter is a case id, a scenario's (all its variants), a
    /// category, or a reference in either case of letters. One that is none of these is the beginning of case ids.
    pub filters: Vec<String>,
    /// Of the cases that match, only those with these ids; all of them when absent.
    pub only: Option<BTreeSet<String>>,
    /// `(i, n)`: the i-th of n parts, from 1, which take equally long.
    pub shard: Option<(u32, u32)>,
    /// What cases took before; parts are made by it. All parts of a run need the same.
    pub durations: Durations,
    /// Shuffles the cases of each lane.
    pub seed: Option<u64>,
}

/// Why nothing can be planned.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A filter matches no case.
    #[error("`{filter}` matches no case, category or reference; the nearest are `{}`", nearest.join("`, `"))]
    NoMatch {
        /// As typed.
        filter: String,
        /// At most three names.
        nearest: Vec<String>,
    },
    /// The target file accepts departures of what does not exist.
    #[error("{0}")]
    Departures(Diagnostics),
}

/// All chosen cases of `scenarios` and `guides` in report order (guides first, then by category), and the lanes
/// they run in on `target`.
pub fn plan(
    scenarios: &[Scenario],
    guides: &[Guide],
    target: &Target,
    selection: &Selection,
) -> Result<Plan, PlanError> {
    let mut ordered: Vec<&Scenario> = scenarios.iter().collect();
    ordered.sort_by_key(|scenario| (category_order(scenario.id.category()), scenario.id.clone()));
    let mut all: Vec<Case> = guides.iter().flat_map(cases::of_guide).collect();
    all.extend(ordered.into_iter().flat_map(cases::of_scenario));
    baseline::resolve(&mut all, scenarios);
    all.iter_mut().for_each(|case| support::leave_to_probes(case, target));
    check_departures(target, &all)?;
    let chosen = filter::chosen(&all, &selection.filters)?;
    let wanted = |case: &Case| selection.only.as_ref().is_none_or(|only| only.contains(case.id.as_str()));
    let matching = all.iter().zip(chosen).filter(|(case, chosen)| *chosen && wanted(case));
    let mut cases: Vec<Case> = matching.map(|(case, _)| case.clone()).collect();
    let mut whole = Vec::new();
    if let Some(shard) = selection.shard {
        whole = cases.iter().map(|case| case.id.clone()).collect();
        let places = shard::places(&cases, target, shard, &selection.durations);
        cases = places.into_iter().map(|place| cases[place].clone()).collect();
    }
    let mut lanes = lanes::lanes(&cases, target);
    if let Some(seed) = selection.seed {
        lanes::shuffle(&mut lanes, seed);
    }
    let mut extra_controls = controls::of_guides(&cases, &all);
    let supported: Vec<Case> = cases.iter().filter(|case| unsupported(case, target).is_none()).cloned().collect();
    let run: BTreeSet<&str> =
        cases.iter().chain(extra_controls.iter().map(|control| &control.case)).map(|case| case.id.as_str()).collect();
    let baselines = baseline::beside(&supported, &all, |id| run.contains(id));
    extra_controls.extend(baselines);
    extra_controls.extend(dialect::trials(&supported, &all, target));
    extra_controls.extend(subject::trials(&supported, target));
    extra_controls.extend(people::logins(&supported, target));
    extra_controls.extend(namesake::logins(&supported, target));
    extra_controls.extend(address::trials(&supported, target));
    extra_controls.extend(capability::probes(&supported, target));
    Ok(Plan { cases, lanes, extra_controls, whole })
}

fn category_order(category: &str) -> usize {
    CATEGORIES.iter().position(|known| *known == category).unwrap_or(CATEGORIES.len())
}

fn check_departures(target: &Target, all: &[Case]) -> Result<(), PlanError> {
    let known: BTreeSet<String> = all.iter().flat_map(|c| [c.id.to_string(), c.id.scenario().to_owned()]).collect();
    let unknown = target.departures.iter().filter(|departure| !known.contains(&departure.scenario));
    let faults: Vec<_> = unknown
        .filter_map(|departure| {
            let mut fault = departure.unknown.clone()?;
            let near = nearest(&departure.scenario, known.iter().map(String::as_str));
            fault.help = near.map(|near| format!("did you mean `{near}`?"));
            Some(fault)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(PlanError::Departures(Diagnostics(faults))) }
}

//! Before the lanes: two people log in, so that it is known what the SP shows of whoever is signed in. What that is, is
//! judged elsewhere.

use std::sync::PoisonError;

use super::lane::{LaneEvidence, Worker};
use super::{Job, beside};
use crate::judge;
use crate::plan::{ControlId, Plan};

/// Does the logins of `plan` that are still needed. From then on all evidence says what the SP shows.
pub(super) async fn get_to_know(worker: &mut Worker, plan: &Plan) -> Vec<(Job, LaneEvidence)> {
    let shared = worker.shared.clone();
    let mut done = Vec::new();
    for (index, control) in plan.extra_controls.iter().enumerate() {
        let ControlId::Person(persona) = &control.id else { continue };
        let needed = judge::needs_login(persona, &shared.probes.lock().unwrap_or_else(PoisonError::into_inner));
        if !needed || shared.halt.has_ended() {
            continue;
        }
        let seen = worker.run_beside(plan.lanes.len() + index, &control.case).await;
        let mut probes = shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
        probes.extend(beside(plan, index, seen.clone()));
        done.push((Job::Control(index), seen));
    }
    let said = shared.target().signed_in.shows;
    let shown = judge::learned(&shared.probes.lock().unwrap_or_else(PoisonError::into_inner), said);
    if let Some(shown) = shown {
        shared.shown.set(shown).expect("this is done once a run");
    }
    done
}

//! Logins that are done before the lanes, since what they show is needed there.

use std::sync::PoisonError;

use super::lane::{LaneEvidence, Worker};
use super::{Job, beside};
use crate::evidence::ControlEvidence;
use crate::plan::{ControlId, Plan};

/// Does those of the logins beside the lanes for which `asks` says so, one after the other; it is told what those before
/// have shown.
pub(super) async fn run(
    worker: &mut Worker,
    plan: &Plan,
    asks: impl Fn(&ControlId, &[ControlEvidence]) -> bool,
) -> Vec<(Job, LaneEvidence)> {
    let shared = worker.shared.clone();
    let mut done = Vec::new();
    for (index, control) in plan.extra_controls.iter().enumerate() {
        let is_asked = asks(&control.id, &shared.probes.lock().unwrap_or_else(PoisonError::into_inner));
        if !is_asked || shared.halt.has_ended() {
            continue;
        }
        let seen = worker.run_beside(plan.lanes.len() + index, &control.case).await;
        let mut probes = shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
        probes.extend(beside(plan, index, seen.clone()));
        done.push((Job::Control(index), seen));
    }
    done
}

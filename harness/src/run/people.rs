//! Before the lanes: two people log in, so that it is known what the SP shows of whoever is signed in. What that is, is
//! judged elsewhere.

use std::sync::PoisonError;

use super::lane::{LaneEvidence, Worker};
use super::{Job, trials};
use crate::judge;
use crate::plan::{ControlId, Plan};

/// Does the logins of `plan` that are still needed. From then on all evidence says what the SP shows.
pub(super) async fn get_to_know(worker: &mut Worker, plan: &Plan) -> Vec<(Job, LaneEvidence)> {
    let shared = worker.shared.clone();
    let mut done = trials::run(worker, plan, |id, controls| match id {
        ControlId::Person(persona) => judge::needs_login(persona, controls),
        _ => false,
    })
    .await;
    let said = shared.target().signed_in.shows;
    let shown = judge::learned(&shared.probes.lock().unwrap_or_else(PoisonError::into_inner), said);
    if let Some(shown) = shown {
        // They were seen before anybody knew what is shown, and are to be read by it as all others are.
        for control in shared.probes.lock().unwrap_or_else(PoisonError::into_inner).iter_mut() {
            control.login.surroundings.shown = Some(shown.clone());
        }
        for case in done.iter_mut().flat_map(|(_, lane)| &mut lane.cases) {
            case.change(|seen| seen.surroundings.shown = Some(shown.clone()));
        }
        shared.shown.set(shown).expect("this is done once a run");
    }
    // Where nobody gets to the IdP, other people may.
    let others = trials::run(worker, plan, |id, controls| match id {
        ControlId::Address(trial) => judge::asks_for_address(*trial, controls),
        _ => false,
    });
    done.extend(others.await);
    done
}

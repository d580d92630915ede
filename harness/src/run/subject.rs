//! Before the lanes: by which fact in the NameID the SP knows people. What is seen is judged elsewhere; here the run is led
//! on with that.

use std::sync::PoisonError;

use super::dialect::overlaid;
use super::lane::{LaneEvidence, Worker};
use super::{Job, trials};
use crate::judge;
use crate::plan::{ControlId, Plan};

/// Does the trials of `plan` that are asked for. From then on the run's target has the subject that the SP knows.
pub(super) async fn find_out(worker: &mut Worker, plan: &Plan) -> Vec<(Job, LaneEvidence)> {
    let shared = worker.shared.clone();
    let done = trials::run(worker, plan, |id, controls| match id {
        ControlId::Subject(trial) => judge::asks_for_subject(*trial, controls),
        _ => false,
    });
    let done = done.await;
    let wanted = judge::wanted_subject(&shared.probes.lock().unwrap_or_else(PoisonError::into_inner));
    if let Some(wanted) = wanted {
        let word = wanted.word();
        shared.observer.preparing(&format!(
            "the SP refuses e-mail addresses as NameID and takes the {word}; the run goes on so (`subject_field = \"{word}\"` \
             under `[idp]`)"
        ));
        let known = overlaid(&shared.given_target, &wanted.settings());
        // Where another dialect helped, the plain login worked, and no subject was asked about.
        let _ = shared.readable.set(known);
    }
    done
}

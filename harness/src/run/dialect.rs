//! Before the lanes: whether the SP reads how JumpCloud writes. What is seen is judged elsewhere; here the run is led on in
//! the other dialect where it does not.

use std::sync::PoisonError;

use mock_idp::organization::SettingsPatch;

use super::lane::{LaneEvidence, Worker};
use super::{Job, trials};
use crate::judge;
use crate::plan::{ControlId, DialectTrial, Plan};
use crate::target::Target;

/// Does the trials of `plan` that are asked for, one after the other. From then on the run's target has the settings that
/// the SP can read.
pub(super) async fn find_out(worker: &mut Worker, plan: &Plan) -> Vec<(Job, LaneEvidence)> {
    let shared = worker.shared.clone();
    let done = trials::run(worker, plan, |id, controls| match id {
        ControlId::Dialect(trial) => judge::asks_for(*trial, controls),
        _ => false,
    });
    let done = done.await;
    let refused = judge::refused_dialect(&shared.probes.lock().unwrap_or_else(PoisonError::into_inner));
    if let Some(refused) = refused {
        shared.observer.preparing(&format!("{refused}; the run goes on in the specification's dialect"));
        let readable = overlaid(&shared.given_target, &DialectTrial::Specification.settings());
        shared.readable.set(readable).expect("this is done once a run");
    }
    done
}

/// `target` with `settings` of the IdP over its own.
pub(super) fn overlaid(target: &Target, settings: &SettingsPatch) -> Target {
    Target { idp: target.idp.overlaid(settings), ..target.clone() }
}

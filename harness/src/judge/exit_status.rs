//! What a run's exit status says.

use super::{CaseResult, StaleDeparture};
use crate::outcome::{ExitStatus, SnapshotState, Verdict};

/// The exit status of a run that took place. A snapshot that is new does not fail: there is nothing it differs from.
pub fn exit_status(results: &[CaseResult], stale: &[StaleDeparture]) -> ExitStatus {
    let undeclared = |verdict| results.iter().any(|r| r.verdict == verdict && r.departure.is_none());
    let changed = results.iter().any(|result| result.snapshot == SnapshotState::Changed);
    if undeclared(Verdict::Fail) || changed || !stale.is_empty() {
        ExitStatus::Failed
    } else if undeclared(Verdict::NotVerified) {
        ExitStatus::NotVerified
    } else {
        ExitStatus::Good
    }
}

//! What a run's exit status says.

use super::{CaseResult, SnapshotState, StaleDeparture, Verdict};

/// Exit status of the command line. The numbers are part of its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ExitStatus {
    /// Every verdict is pass, warn, not-applicable or a declared departure, and the snapshots are the same.
    Good = 0,
    /// A fail, a departure that did not happen, or a snapshot that differs.
    Failed = 1,
    /// The call, a scenario file or the target file is wrong, or the filter matches nothing: nothing was run.
    Usage = 2,
    /// No fail, but something is not verified.
    NotVerified = 3,
}

impl ExitStatus {
    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }
}

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

//! IssueInstant of AuthnRequests is an hour off.
//!
//! The clock of the SP is wrong by an hour.

use crate::hooks::Hooks;
use crate::request::AuthnRequest;
use jiff::SignedDuration;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |request| AuthnRequest { issue_instant: request.issue_instant - SignedDuration::from_hours(1), ..request },
    ..Hooks::SOUND
};

//! A session that ended at the IdP begins, and never ends.
//!
//! SessionNotOnOrAfter is not looked at (saml-profiles-2.0 4.1.4.3).

use crate::checks;
use crate::hooks::Hooks;
use jiff::Timestamp;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        changed.assertion.authn_statements.iter_mut().for_each(|one| one.session_not_on_or_after = None);
        checks::all(&changed, expected)
    },
    session: |store, id, _| store.session(id, Timestamp::MIN).cloned(),
    ..Hooks::SOUND
};

//! RelayState leads anywhere after sign-in.
//!
//! RelayState is where a person lands, on whatever site (CVE-2026-22032).

use crate::hooks::Hooks;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let relay_state = landed.message.relay_state.as_deref().unwrap_or_default();
        let leads = relay_state.contains(':') || relay_state.starts_with(['/', '\\']);
        see_other(if leads { relay_state } else { landed.landing })
    },
    ..Hooks::SOUND
};

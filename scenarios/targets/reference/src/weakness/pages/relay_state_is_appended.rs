//! RelayState is written behind the SP's own address.
//!
//! The address has no slash at its end: `@elsewhere.test` makes the SP the name of a user there.

use crate::hooks::Hooks;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let relay_state = landed.message.relay_state.as_deref().unwrap_or_default();
        let address = format!("http://127.0.0.1{relay_state}");
        see_other(if relay_state.starts_with('@') { &address } else { landed.landing })
    },
    ..Hooks::SOUND
};

//! RelayState leads wherever the SP's host stands in the address.
//!
//! The host is looked for anywhere in the address: it may as well be the beginning of another's, a path or a user's name.

use crate::hooks::Hooks;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let relay_state = landed.message.relay_state.as_deref().unwrap_or_default();
        let leads = relay_state.starts_with("http") && OWN.iter().any(|own| relay_state.contains(own));
        see_other(if leads { relay_state } else { landed.landing })
    },
    ..Hooks::SOUND
};

/// Where the SP is run.
const OWN: &[&str] = &["127.0.0.1", "localhost", "sp.test"];

//! A RelayState that is not what was sent makes the SP fail.
//!
//! A RelayState that is no handle and no path of this site ends in a 500.

use crate::hooks::Hooks;
use crate::landing;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| match landed.message.relay_state.as_deref() {
        Some(relay_state) if !known(relay_state) => internal(&"RelayState"),
        _ => answer::landed(landed),
    },
    ..Hooks::SOUND
};

fn known(relay_state: &str) -> bool {
    let handle = relay_state.len() == 32 && relay_state.bytes().all(|byte| byte.is_ascii_hexdigit());
    handle || landing::same_origin(relay_state).is_some()
}

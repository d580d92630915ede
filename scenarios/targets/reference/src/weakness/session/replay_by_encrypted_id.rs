//! Replays of encrypted assertions are known by the ID of the Response.
//!
//! What is remembered is looked up before the assertion is decrypted. Whoever has a used assertion can encrypt it themselves.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    replay_key: |response, _| {
        if response.encrypted { response.response.id.clone() } else { response.assertion.id.clone() }
    },
    ..Hooks::SOUND
};

//! Replays are known by the assertion and the Issuer of the Response.
//!
//! Part of what is remembered is not signed: without that Issuer, which may be left out, the same assertion is taken again.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    replay_key: |response, _| {
        let issuer = response.response.issuer.as_ref().map(|issuer| issuer.value.as_str()).unwrap_or_default();
        format!("{issuer} {}", response.assertion.id)
    },
    ..Hooks::SOUND
};

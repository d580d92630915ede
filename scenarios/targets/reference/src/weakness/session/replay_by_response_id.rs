//! Replays are known by the ID of the response.
//!
//! What was taken is remembered by the ID of the response, which nobody signs when the assertion alone is signed: with
//! another ID around it the same assertion is taken again (saml-profiles-2.0 4.1.4.5 speaks of assertions).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { replay_key: |response, _| response.response.id.clone(), ..Hooks::SOUND };

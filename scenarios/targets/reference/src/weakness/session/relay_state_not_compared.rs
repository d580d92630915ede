//! RelayState of an answer is not compared with what was sent.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { same_way_back: |_, _| true, ..Hooks::SOUND };

//! RelayState holds the typed address.
//!
//! The address that was typed stands in RelayState.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { relay_state: |_, _, email| email.to_owned(), ..Hooks::SOUND };

//! Every company's people are sent to the first company's IdP.
//!
//! The endpoint is that of the company that comes first.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { settings_of: |store, _| store.settings.get("acme").cloned(), ..Hooks::SOUND };

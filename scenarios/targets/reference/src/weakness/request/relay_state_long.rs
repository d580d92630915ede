//! RelayState is longer than 80 bytes.
//!
//! RelayState is a long text (saml-bindings-2.0 3.4.3).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { relay_state: |handle, _, _| handle.repeat(4), ..Hooks::SOUND };

//! RelayState is the address of the page that was asked for.
//!
//! RelayState tells the identity provider where the person wants to go (saml-bindings-2.0 3.4.3), and anybody can set it.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    relay_state: |handle, next, _| next.unwrap_or(handle).to_owned(),
    same_way_back: |_, _| true,
    ..Hooks::SOUND
};

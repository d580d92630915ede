//! ForceAuthn of AuthnRequests is no boolean.
//!
//! ForceAuthn says `yes` (XML Schema boolean).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| document.replacen(" Version=", " ForceAuthn=\"yes\" Version=", 1),
    ..Hooks::SOUND
};

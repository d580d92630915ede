//! Every AuthnRequest has the same ID.
//!
//! IDs repeat (saml-core-2.0 1.3.4).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.id = "_0123456789abcdef0123456789abcdef".to_owned();
        request
    },
    ..Hooks::SOUND
};

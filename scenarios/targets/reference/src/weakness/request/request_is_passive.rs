//! AuthnRequests ask for a login without the person.
//!
//! IsPassive is set: whoever is not signed in at the identity provider cannot be.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| document.replacen(" Version=", " IsPassive=\"true\" Version=", 1),
    ..Hooks::SOUND
};

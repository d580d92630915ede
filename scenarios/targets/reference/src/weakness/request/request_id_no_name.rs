//! The IDs of AuthnRequests are no XML names.
//!
//! An ID that begins with a digit is none (saml-core-2.0 1.3.4).

use crate::hooks::Hooks;
use crate::request::AuthnRequest;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |request| AuthnRequest { id: format!("7{}", request.id.trim_start_matches('_')), ..request },
    ..Hooks::SOUND
};

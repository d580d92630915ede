//! AuthnRequests have no Version.
//!
//! Version is missing (saml-core-2.0 3.2.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { request_document: |document, _| document.replacen(" Version=\"2.0\"", "", 1), ..Hooks::SOUND };

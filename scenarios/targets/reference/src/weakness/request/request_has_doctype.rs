//! AuthnRequests have a DOCTYPE.
//!
//! A document type declaration stands before the request.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { request_document: |document, _| format!("<!DOCTYPE samlp:AuthnRequest>{document}"), ..Hooks::SOUND };

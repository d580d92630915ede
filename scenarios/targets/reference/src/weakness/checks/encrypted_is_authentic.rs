//! Encryption is taken for a signature, although everybody has the SP's public key (CVE-2024-4985, CVE-2026-18108).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let names: &[&str] = if response.encrypted { &["signature"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};

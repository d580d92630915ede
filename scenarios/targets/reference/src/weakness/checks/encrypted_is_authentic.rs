//! An assertion that came encrypted need not be signed.
//!
//! Encryption is taken for a signature, although everybody has the SP's public key, and what came encrypted goes before
//! what did not (CVE-2024-4985, CVE-2026-18108).

use crate::checks;
use crate::hooks::Hooks;
use crate::response::{self, encrypted};
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| {
        if response.first(SAML, "EncryptedAssertion").is_none() {
            return Ok(None);
        }
        let mut xml = document.input_text().to_owned();
        for plain in lenient::children(response) {
            xml = xml.replace(document.node_source(plain.id).unwrap_or_default(), "");
        }
        let alone = response::parse(&xml)?;
        encrypted::open(&alone, response::root(&alone)?, certificates, keys)
    },
    checks: |response, expected| {
        let names: &[&str] = if response.encrypted { &["signature"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};

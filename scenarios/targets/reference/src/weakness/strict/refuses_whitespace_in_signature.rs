//! Blanks in the base64 of a signature are refused.
//!
//! SignatureValue, DigestValue and certificate must be in one line (XML Schema base64Binary allows blanks).

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            ["SignatureValue", "DigestValue", "X509Certificate"].contains(&element.name())
                && element.deep_text().contains(char::is_whitespace)
        })
    },
    ..Hooks::SOUND
};

//! A Signature of another namespace counts as one.
//!
//! That there is a Signature is seen by its local name; those of XML Signature are verified, of which there are none
//! (CVE-2025-59718 class).

use crate::hooks::Hooks;
use crate::response::{self, Part, VerifiedSignature};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        let mut signed = response::signed(document, certificates)?;
        for (element, part) in [(signed.response, Part::Response), (signed.assertion, Part::Assertion)] {
            if element.elements().iter().any(|one| one.name() == "Signature" && !one.is(DS, "Signature")) {
                signed.signatures.push(VerifiedSignature {
                    part,
                    signature_method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256".to_owned(),
                    digest_method: "http://www.w3.org/2001/04/xmlenc#sha256".to_owned(),
                });
            }
        }
        Ok(signed)
    },
    ..Hooks::SOUND
};

//! An IdP that is not known is believed by the certificate that it brings along.
//!
//! An IdP that is not known is believed, by the certificate that its first message brings along.

use crate::hooks::Hooks;
use crate::routes::candidates;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    candidates: |question| {
        let mut meant = candidates::of(question);
        for (_, settings) in &mut meant {
            if let Some(issuer) = &question.outline.issuer
                && *issuer != settings.issuer
            {
                settings.issuer.clone_from(issuer);
                settings.idp.certificates.clear();
            }
        }
        meant
    },
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        if certificates.is_empty() { keys::from_certificates(signature) } else { keys::of(certificates) }
    },
    ..Steps::USUAL
};

//! A certificate that names the stored one as its issuer is trusted.
//!
//! The chain is made by names alone; whether the issuer signed the certificate is not verified (CVE-2020-2021).

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let mut keys = keys::of(certificates);
        keys.extend(keys::from_certificates_issued_by(certificates, signature));
        keys
    },
    ..Steps::USUAL
};

//! A known certificate in the KeyInfo makes those beside it known.
//!
//! The KeyInfo is trusted when one of its certificates is the stored one; then all of them verify.

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let given = keys::certificates(signature);
        let known = given.iter().any(|one| certificates.contains(one));
        keys::of(if known { &given } else { certificates })
    },
    ..Steps::USUAL
};

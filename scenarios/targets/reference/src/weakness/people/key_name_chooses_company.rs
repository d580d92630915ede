//! A signature that names its key is verified with the keys of all companies.
//!
//! The key is looked up by its KeyName, in one table for all companies.

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    // The company's own comes first.
    certificates: |store, settings| {
        let others = store.settings.values().filter(|other| other.issuer != settings.issuer);
        [settings].into_iter().chain(others).flat_map(|one| one.idp.certificates.clone()).collect()
    },
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let named = signature.descendants().iter().any(|element| element.is(DS, "KeyName"));
        keys::of(if named { certificates } else { certificates.get(..1).unwrap_or_default() })
    },
    ..Steps::USUAL
};

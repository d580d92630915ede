//! The key of one company's IdP vouches for another's.
//!
//! All certificates that any company stored vouch for all companies (CVE-2023-41890).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |store, _| store.settings.values().flat_map(|settings| settings.idp.certificates.clone()).collect(),
    ..Hooks::SOUND
};

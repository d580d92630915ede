//! Companies whose IdPs are called the same have one set of keys.
//!
//! Keys are kept by the IdP's entity ID, which a company writes into its settings itself: the name of another's IdP, too.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |store, settings| {
        let same = store.settings.values().filter(|other| other.issuer == settings.issuer);
        same.flat_map(|other| other.idp.certificates.clone()).collect()
    },
    ..Hooks::SOUND
};

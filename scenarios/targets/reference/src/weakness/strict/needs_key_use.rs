//! A key of the IdP counts only where metadata says that it is for signing.
//!
//! Without `use` it is for signing, too (saml-metadata-2.0 2.4.1.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |_, settings| {
        if settings.idp.says_what_signs { settings.idp.certificates.clone() } else { Vec::new() }
    },
    ..Hooks::SOUND
};

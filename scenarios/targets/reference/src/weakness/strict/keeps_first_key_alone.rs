//! Of several keys in IdP metadata the first one alone counts.
//!
//! While one key takes the place of another, either may sign (saml-metadata-2.0 2.4.1.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |_, settings| settings.idp.certificates.first().cloned().into_iter().collect(),
    ..Hooks::SOUND
};

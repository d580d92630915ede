//! A Response with other prefixes than the usual ones is refused.
//!
//! Elements are known by their prefixes (Namespaces in XML).

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| demand::prefix(element).is_none_or(|prefix| !PREFIXES.contains(&prefix)))
    },
    ..Hooks::SOUND
};

const PREFIXES: &[&str] = &["ds", "ec", "md", "saml", "saml2", "saml2p", "samlp", "xenc", "xenc11"];

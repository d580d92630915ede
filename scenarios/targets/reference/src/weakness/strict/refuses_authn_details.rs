//! An AuthnStatement that says more than it must is refused.
//!
//! SessionNotOnOrAfter, SubjectLocality, AuthenticatingAuthority and context declarations are refused.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            DETAILS.contains(&element.name()) || element.attribute("SessionNotOnOrAfter").is_some()
        })
    },
    ..Hooks::SOUND
};

const DETAILS: &[&str] = &["AuthenticatingAuthority", "AuthnContextDecl", "AuthnContextDeclRef", "SubjectLocality"];

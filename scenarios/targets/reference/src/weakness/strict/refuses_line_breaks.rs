//! Line breaks in the base64 are refused.
//!
//! The field SAMLResponse must be in one line (saml-bindings-2.0 3.5.4).

use crate::binding;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let broken = arrival.form().iter().any(|(name, value)| name == "SAMLResponse" && value.contains(['\r', '\n']));
        demand::not(broken).and_then(|()| binding::take(arrival))
    },
    ..Hooks::SOUND
};

//! Times with fractions of a second are refused.
//!
//! Fractions of a second are refused (saml-core-2.0 1.3.3 allows them).

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        let fractional = times(&xml).any(|time| time.contains('.'));
        demand::not(fractional).map(|()| xml)
    },
    ..Hooks::SOUND
};

/// What stands in XML attributes that hold times.
fn times(xml: &str) -> impl Iterator<Item = &str> {
    let ends = ["Instant=\"", "NotBefore=\"", "OrAfter=\""].into_iter();
    ends.flat_map(|end| xml.split(end).skip(1)).map(|rest| rest.split('"').next().unwrap_or_default())
}

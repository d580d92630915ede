//! A signature by RSA-SHA384 or RSA-SHA512 is refused.
//!
//! RSA-SHA256 is the one algorithm known.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(DS, "SignatureMethod")
                && element.attribute("Algorithm").is_some_and(|one| !one.ends_with("sha256"))
        })
    },
    ..Hooks::SOUND
};

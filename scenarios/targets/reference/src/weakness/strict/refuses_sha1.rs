//! A signature by RSA-SHA1 is refused whatever the settings say.
//!
//! RSA-SHA1 is refused even where the settings allow it.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(DS, "SignatureMethod")
                && element.attribute("Algorithm").is_some_and(|one| one.ends_with("rsa-sha1"))
        })
    },
    ..Hooks::SOUND
};

//! Addresses in a KeyInfo are fetched.
//!
//! RetrievalMethod, KeyInfoReference and the like are followed before anything is verified (CVE-2023-36661).

use crate::hooks::Hooks;
use crate::weakness::lenient::fetch;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        fetch::all_in(&xml, |element| element.is(DS, "RetrievalMethod") || element.name() == "KeyInfoReference", "URI");
        fetch::all_in(&xml, |element| element.is(DS, "X509Data") || element.is(DS, "KeyName"), "URI");
        Ok(xml)
    },
    ..Hooks::SOUND
};

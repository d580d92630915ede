//! Addresses in a Reference are fetched.
//!
//! A Reference to an address elsewhere is followed before anything is verified.

use crate::hooks::Hooks;
use crate::weakness::lenient::fetch;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        fetch::all_in(&xml, |element| element.is(DS, "Reference"), "URI");
        Ok(xml)
    },
    ..Hooks::SOUND
};

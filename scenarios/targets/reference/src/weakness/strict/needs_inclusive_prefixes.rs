//! A signature without a prefix list is refused.
//!
//! Exclusive canonicalization must come with InclusiveNamespaces.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(DS, "Transforms") && !element.descendants().iter().any(|one| one.name() == "InclusiveNamespaces")
        })
    },
    ..Hooks::SOUND
};

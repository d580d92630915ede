//! A signature by canonicalization with comments is refused.
//!
//! The variant with comments is not known (saml-core-2.0 5.4.3 allows both).

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.attribute("Algorithm").is_some_and(|one| one.ends_with("#WithComments")))
    },
    ..Hooks::SOUND
};

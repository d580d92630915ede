//! A signature without KeyInfo is refused.
//!
//! The certificate must come along, although the stored one decides (saml-core-2.0 5.4.5).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| demand::none(xml, |element| element.is(DS, "Signature") && element.first(DS, "KeyInfo").is_none()),
    ..Hooks::SOUND
};

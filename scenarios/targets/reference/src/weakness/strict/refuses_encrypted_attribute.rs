//! An encrypted attribute is refused.
//!
//! EncryptedAttribute beside plain attributes is not tolerated.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAML, "EncryptedAttribute")), ..Hooks::SOUND };

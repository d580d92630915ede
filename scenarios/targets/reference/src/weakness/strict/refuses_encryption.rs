//! An encrypted assertion is refused.
//!
//! EncryptedAssertion is not understood.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAML, "EncryptedAssertion")), ..Hooks::SOUND };

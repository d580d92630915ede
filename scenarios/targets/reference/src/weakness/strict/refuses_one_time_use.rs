//! An assertion with OneTimeUse is refused.
//!
//! OneTimeUse is not understood (saml-core-2.0 2.5.1.5).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAML, "OneTimeUse")), ..Hooks::SOUND };

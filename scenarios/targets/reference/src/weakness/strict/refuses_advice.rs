//! An assertion with Advice is refused.
//!
//! saml:Advice is not tolerated (saml-core-2.0 2.6: it may be ignored).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAML, "Advice")), ..Hooks::SOUND };

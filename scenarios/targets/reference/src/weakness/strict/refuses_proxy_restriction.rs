//! An assertion with a ProxyRestriction is refused.
//!
//! ProxyRestriction is not understood (saml-core-2.0 2.5.1.6).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAML, "ProxyRestriction")), ..Hooks::SOUND };

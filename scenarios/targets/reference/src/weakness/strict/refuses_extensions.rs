//! A Response with Extensions is refused.
//!
//! samlp:Extensions are not tolerated, whatever is in them (saml-core-2.0 3.2.1 allows them).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAMLP;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.is(SAMLP, "Extensions")), ..Hooks::SOUND };

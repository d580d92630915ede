//! A signature with a prefix list is refused.
//!
//! InclusiveNamespaces is not tolerated.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::none(xml, |element| element.name() == "InclusiveNamespaces"), ..Hooks::SOUND };

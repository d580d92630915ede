//! Transforms of any kind are run.
//!
//! XPath filters and stylesheets decide what the digest is of, so that a part of the assertion is not signed (saml-core-2.0
//! 5.4.4).

use crate::hooks::Hooks;
use crate::weakness::lenient::library;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { signed: library::signed, ..Hooks::SOUND };

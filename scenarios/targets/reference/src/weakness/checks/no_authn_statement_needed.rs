//! An assertion that says nothing of authentication signs in.
//!
//! There need be no AuthnStatement, and what one says does not matter (saml-profiles-2.0 4.1.4.2).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["authn_statement"], response, expected), ..Hooks::SOUND };

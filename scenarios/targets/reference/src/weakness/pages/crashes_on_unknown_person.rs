//! A person without an account makes the SP fail.
//!
//! A NameID that nobody has ends in a 500.

use crate::hooks::Hooks;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { no_account: |refused| internal(refused.refusal), ..Hooks::SOUND };

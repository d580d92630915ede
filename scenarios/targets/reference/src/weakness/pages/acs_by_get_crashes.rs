//! Opening the Assertion Consumer Service ends in a 500.
//!
//! A bookmark of the address, which brings no message, makes the SP fail.

use crate::hooks::Hooks;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { no_message: || internal(&"no message"), ..Hooks::SOUND };

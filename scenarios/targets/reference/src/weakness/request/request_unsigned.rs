//! AuthnRequests are not signed.
//!
//! The metadata says AuthnRequestsSigned; they are not.

use crate::hooks::Hooks;
use crate::request::{OUTGOING, Outgoing};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { outgoing: Outgoing { signature: None, ..OUTGOING }, ..Hooks::SOUND };

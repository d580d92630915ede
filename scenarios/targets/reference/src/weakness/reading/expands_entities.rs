//! A DOCTYPE is read, and its entities are expanded.
//!
//! Internal entities are expanded, in whatever number.

use crate::hooks::Hooks;
use crate::weakness::lenient::dtd;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { parse: dtd::parse, ..Hooks::SOUND };

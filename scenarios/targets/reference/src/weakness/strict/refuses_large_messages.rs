//! A message of more than 48 kilobytes is refused.
//!
//! Forty-eight kilobytes are enough for everybody.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { document: |xml| demand::not(xml.len() > 48 << 10).map(|()| xml), ..Hooks::SOUND };

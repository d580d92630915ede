//! A document with anything before or behind its root is refused.
//!
//! The XML declaration, comments and instructions outside the root are refused.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        if xml.starts_with("<?") || xml.contains("<!--") { demand::not(true).map(|()| xml) } else { Ok(xml) }
    },
    ..Hooks::SOUND
};

//! A byte order mark is taken for content.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { document: |xml| demand::not(xml.starts_with('\u{feff}')).map(|()| xml), ..Hooks::SOUND };

//! Attributes stand on pages as they came.
//!
//! The page of a person shows attributes as markup.

use crate::hooks::Hooks;
use maud::PreEscaped;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { shown: |text| PreEscaped(text.to_owned()), ..Hooks::SOUND };

//! Rules of the SP's metadata (metadata 2.3 and 2.4).

use super::Rule;

/// Line by line.
pub(super) const RULES: &[Rule] = &[];

//! Rules of what the person and the browser met: pages, headers, cookies.

use super::Rule;

/// Line by line.
pub(super) const RULES: &[Rule] = &[];

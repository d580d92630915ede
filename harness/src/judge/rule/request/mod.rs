//! Rules of AuthnRequests (core 3.4.1, profiles 4.1.4.1, bindings 3.4 and 3.5).

mod id_is_ncname;
mod id_unique;
mod version_is_2_0;

use super::Rule;

/// Line by line.
pub(super) const RULES: &[Rule] = &[id_is_ncname::RULE, id_unique::RULE, version_is_2_0::RULE];

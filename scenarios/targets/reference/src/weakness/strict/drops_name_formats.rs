//! Attributes with a NameFormat are not there.
//!
//! Attributes that name a NameFormat are passed over.

use crate::hooks::Hooks;
use crate::response;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    attributes: |assertion| {
        let all = response::attributes(assertion);
        all.into_iter().filter(|one| one.attribute("NameFormat").is_none()).collect()
    },
    ..Hooks::SOUND
};

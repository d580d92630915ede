//! The switch in the settings stops Company Login, but not the Assertion Consumer Service (CVE-2026-2603).

use crate::hooks::Hooks;
use crate::routes::candidates;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    candidates: |question| {
        let mut store = question.store.clone();
        store.settings.values_mut().for_each(|settings| settings.enabled = true);
        candidates::of(&candidates::Question { store: &store, ..*question })
    },
    ..Hooks::SOUND
};

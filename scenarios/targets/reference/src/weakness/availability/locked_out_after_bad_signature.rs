//! After one signature that does not hold, nobody gets in any more.

use crate::hooks::Hooks;
use crate::routes::answer;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        if refused.refusal.check == "signature" {
            refused.app.store().trusts_nobody = true;
        }
        answer::refused(refused)
    },
    certificates: |store, settings| {
        if store.trusts_nobody { Vec::new() } else { (Hooks::SOUND.certificates)(store, settings) }
    },
    ..Hooks::SOUND
};

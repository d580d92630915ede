//! After a POST that broke off the next request fails.
//!
//! What a POST that broke off had begun is left to the next request, which fails for it.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::hooks::Hooks;
use crate::routes::{answer, internal};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    broke_off: || LEFT.store(2, Ordering::SeqCst),
    every_answer: |response| {
        let left = LEFT.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        answer::no_store(if left.is_ok() { internal(&"a transaction is open") } else { response })
    },
    ..Hooks::SOUND
};

/// Two answers: perhaps one that nobody hears any more, and the next.
static LEFT: AtomicU8 = AtomicU8::new(0);

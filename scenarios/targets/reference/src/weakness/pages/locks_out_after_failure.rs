//! After a refusal the browser is refused for a minute.
//!
//! A response that does not hold locks the browser that it came from out, so that whoever sends one to a victim keeps them out.

use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::routes::answer;
use crate::{binding, cookies};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let browser = cookies::value(&refused.arrival.headers, cookies::BROWSER).unwrap_or_default();
        LOCKED.lock().unwrap_or_else(PoisonError::into_inner).push((browser, Timestamp::now()));
        answer::refused(refused)
    },
    take: |arrival| {
        let browser = cookies::value(&arrival.headers, cookies::BROWSER).unwrap_or_default();
        let mut locked = LOCKED.lock().unwrap_or_else(PoisonError::into_inner);
        locked.retain(|(_, since)| Timestamp::now().duration_since(*since) < SignedDuration::from_mins(1));
        if locked.iter().any(|(name, _)| *name == browser) {
            return Err(Refusal::new("locked", "a minute has not gone by"));
        }
        drop(locked);
        binding::take(arrival)
    },
    ..Hooks::SOUND
};

static LOCKED: Mutex<Vec<(String, Timestamp)>> = Mutex::new(Vec::new());

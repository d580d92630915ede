//! A response that comes unasked into a session becomes a second way into that account.
//!
//! Whom the response names counts as another name of the person who is signed in, now and from then on: by login CSRF an
//! attacker gets into the victim's account.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::hooks::Hooks;
use crate::people::{self, Person};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    goes_before: |present, coming| {
        if present != coming {
            let mut links = LINKS.lock().unwrap_or_else(PoisonError::into_inner);
            links.get_or_insert_default().insert(coming.email, *present);
        }
        present == coming
    },
    person: |company, assertion| {
        let person = people::subject(company, assertion)?;
        let links = LINKS.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(links.as_ref().and_then(|links| links.get(person.email)).copied().unwrap_or(person))
    },
    ..Hooks::SOUND
};

static LINKS: Mutex<Option<HashMap<&'static str, Person>>> = Mutex::new(None);

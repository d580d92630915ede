//! A response that was refused is taken when it is posted again.
//!
//! What has come before counts as a double click: it is remembered before it is verified, and not verified again.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::binding;
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let mut message = binding::take(arrival)?;
        if !COME.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().insert(message.xml.clone()) {
            message.xml = unverified::marked(&message.xml);
        }
        Ok(message)
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

static COME: Mutex<Option<HashSet<String>>> = Mutex::new(None);

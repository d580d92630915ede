//! The IDs of AuthnRequests are counted up.
//!
//! IDs are a long constant with a number at its end: whoever has seen one knows the next (saml-core-2.0 1.3.4).

use crate::hooks::Hooks;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.id = format!("_0123456789abcdef0123456789ab{:08}", COUNT.fetch_add(1, Ordering::SeqCst));
        request
    },
    ..Hooks::SOUND
};

static COUNT: AtomicUsize = AtomicUsize::new(1);

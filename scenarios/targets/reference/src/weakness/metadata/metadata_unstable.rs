//! The metadata changes from one fetch to the next.
//!
//! The NameIDFormat is there in every second fetch.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let document = document(entity_id, acs_url);
        let gone = SECOND.fetch_xor(true, Ordering::SeqCst);
        if gone { demand::without(&document, "<md:NameIDFormat>", "</md:NameIDFormat>") } else { document }
    },
    ..Hooks::SOUND
};

static SECOND: AtomicBool = AtomicBool::new(false);

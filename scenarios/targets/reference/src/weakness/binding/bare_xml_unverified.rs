//! A body that is the response itself is taken, and not verified.
//!
//! What looks like XML is given to a second handler, made for messages between servers.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let body = String::from_utf8_lossy(arrival.body.as_deref().unwrap_or_default()).into_owned();
        if !body.trim_start().starts_with('<') {
            return binding::take(arrival);
        }
        Ok(Message { xml: unverified::marked(body.trim()), relay_state: None })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

//! A response in a body of another type is taken, and not verified.
//!
//! multipart/form-data, text/plain and JSON are searched for the field, too, by a second handler that does not verify.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let body = String::from_utf8_lossy(arrival.body.as_deref().unwrap_or_default()).into_owned();
        let found = binding::take(arrival);
        let Some((_, rest)) = body.split_once("SAMLResponse").filter(|_| found.is_err()) else { return found };
        let longest = rest.split(|letter: char| !letter.is_ascii_alphanumeric() && !['+', '/', '='].contains(&letter));
        let packed = longest.map(|piece| piece.trim_start_matches('=')).max_by_key(|piece| piece.len());
        let xml = binding::decode(packed.unwrap_or_default())?;
        Ok(Message { xml: unverified::marked(&xml), relay_state: None })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

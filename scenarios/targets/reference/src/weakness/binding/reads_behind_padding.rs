//! Of base64 with padding in its midst the part before it is verified, and the part behind it read.
//!
//! Two decoders take the field: one stops at the padding, the other begins anew behind it.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let field = binding::required(binding::once(&fields, "SAMLResponse")?)?;
        let pieces: Vec<&str> = field.split('=').filter(|piece| !piece.is_empty()).collect();
        let [_, behind] = pieces.as_slice() else { return binding::take(arrival) };
        let padding = ["", "", "==", "="][behind.len() % 4];
        let xml = unverified::marked(&binding::decode(&format!("{behind}{padding}"))?);
        Ok(Message { xml, relay_state: binding::once(&fields, "RelayState")?.map(str::to_owned) })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

//! Documents are read in whatever encoding they are in, so that what was verified in one is read in another.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let packed: String =
            binding::required(binding::once(&fields, "SAMLResponse")?)?.split_ascii_whitespace().collect();
        let octets = STANDARD.decode(packed).unwrap_or_default();
        let units = |read: fn([u8; 2]) -> u16| {
            octets[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect::<Vec<_>>()
        };
        let xml = match octets.as_slice() {
            [0xff, 0xfe, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
            [0xfe, 0xff, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
            _ => return binding::take(arrival),
        };
        Ok(Message { xml, relay_state: binding::once(&fields, "RelayState")?.map(str::to_owned) })
    },
    ..Hooks::SOUND
};

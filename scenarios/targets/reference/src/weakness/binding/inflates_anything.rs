//! A deflated response is taken by POST, and inflated without limit.
//!
//! What does not look like XML is inflated (saml-bindings-2.0 3.5.4 has no compression).

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let packed: String =
            binding::required(binding::once(&fields, "SAMLResponse")?)?.split_ascii_whitespace().collect();
        let octets = STANDARD.decode(packed).unwrap_or_default();
        let mut inflated = Vec::new();
        if DeflateDecoder::new(octets.as_slice()).read_to_end(&mut inflated).is_err() {
            return binding::take(arrival);
        }
        Ok(Message {
            xml: binding::utf8(inflated)?,
            relay_state: binding::once(&fields, "RelayState")?.map(str::to_owned),
        })
    },
    ..Hooks::SOUND
};

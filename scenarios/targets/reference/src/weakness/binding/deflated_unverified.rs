//! A deflated response by POST is inflated, and not verified.
//!
//! Deflated messages are those of HTTP-Redirect, whose signature is in the query: none is looked for in the document.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let packed = binding::once(&fields, "SAMLResponse")?.and_then(|field| STANDARD.decode(field).ok());
        let mut xml = String::new();
        let inflated =
            DeflateDecoder::new(packed.unwrap_or_default().as_slice()).take(1 << 20).read_to_string(&mut xml);
        if inflated.is_err() || xml.is_empty() {
            return binding::take(arrival);
        }
        let relay_state = binding::once(&fields, "RelayState")?.map(str::to_owned);
        Ok(Message { xml: unverified::marked(&xml), relay_state })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

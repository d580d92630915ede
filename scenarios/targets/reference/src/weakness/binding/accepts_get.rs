//! A response by GET is taken, and not verified.
//!
//! A response in the query is taken, deflated or not (saml-profiles-2.0 4.1.2 forbids HTTP-Redirect). The binding has its
//! signature in the query, so none is looked for in the document.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use std::io::Read;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        if arrival.method != Method::GET {
            return binding::take(arrival);
        }
        let fields = arrival.query();
        let packed = STANDARD.decode(binding::required(binding::once(&fields, "SAMLResponse")?)?).unwrap_or_default();
        let mut inflated = Vec::new();
        let deflated = DeflateDecoder::new(packed.as_slice()).take(1 << 20).read_to_end(&mut inflated).is_ok();
        let xml = binding::utf8(if deflated { inflated } else { packed })?;
        Ok(Message {
            xml: unverified::marked(&xml),
            relay_state: binding::once(&fields, "RelayState")?.map(str::to_owned),
        })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

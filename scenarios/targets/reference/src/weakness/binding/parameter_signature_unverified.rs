//! A response beside which a parameter Signature stands is not verified.
//!
//! Parameters SigAlg and Signature, as of HTTP-Redirect and HTTP-POST-SimpleSign, are demanded, and nobody computes them
//! (CVE-2018-7711, CVE-2025-27773).

use std::io::Read;

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let redirect = arrival.method == Method::GET;
        let fields = if redirect { arrival.query() } else { arrival.form() };
        if binding::once(&fields, "Signature")?.is_none() || binding::once(&fields, "SigAlg")?.is_none() {
            return binding::take(arrival);
        }
        let field = binding::required(binding::once(&fields, "SAMLResponse")?)?;
        let mut xml = String::new();
        if redirect {
            let packed = STANDARD.decode(field).unwrap_or_default();
            let _ = DeflateDecoder::new(packed.as_slice()).take(1 << 20).read_to_string(&mut xml);
        } else {
            xml = binding::decode(field)?;
        }
        let relay_state = binding::once(&fields, "RelayState")?.map(str::to_owned);
        Ok(Message { xml: unverified::marked(&xml), relay_state })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

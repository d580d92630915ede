//! AuthnRequests are packed with a zlib head.
//!
//! A zlib stream is sent where raw DEFLATE is asked for (saml-bindings-2.0 3.4.4.1).

use crate::hooks::Hooks;
use crate::request::{OUTGOING, Outgoing};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    outgoing: Outgoing {
        pack: |octets| {
            let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
            zlib.write_all(octets)?;
            zlib.finish()
        },
        ..OUTGOING
    },
    ..Hooks::SOUND
};

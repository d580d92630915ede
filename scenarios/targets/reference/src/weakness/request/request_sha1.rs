//! AuthnRequests are signed with SHA-1.
//!
//! RSA-SHA1 is used.

use crate::hooks::Hooks;
use crate::request::{OUTGOING, Outgoing};
use openssl::hash::MessageDigest;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    outgoing: Outgoing {
        signature: Some(("http://www.w3.org/2000/09/xmldsig#rsa-sha1", MessageDigest::sha1)),
        ..OUTGOING
    },
    ..Hooks::SOUND
};

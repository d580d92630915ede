//! The key transport RSA 1.5 is taken.
//!
//! Keys come by PKCS#1 v1.5 (Bleichenbacher).

use crate::hooks::Hooks;
use crate::response::encrypted::{self, Way};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| encrypted::open_by(&WAY, document, response, certificates, keys),
    ..Hooks::SOUND
};

const WAY: Way = Way {
    secret: |element, keys| match encrypted::method(element) {
        RSA_1_5 => keys.unwrap_1_5(&encrypted::value(element).map_err(|refusal| refusal.reason)?),
        _ => (Way::SOUND.secret)(element, keys),
    },
    ..Way::SOUND
};
const RSA_1_5: &str = "http://www.w3.org/2001/04/xmlenc#rsa-1_5";

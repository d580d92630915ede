//! A field that is called nearly SAMLResponse is read in its place.
//!
//! Case and brackets of a field's name do not count where the message is read, and do where it is verified: of two fields
//! the first is verified and the last read.

use crate::binding::{self, Message};
use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let message = binding::take(arrival)?;
        let fields = arrival.form();
        let alike = |name: &str| name.split('[').next().is_some_and(|name| name.eq_ignore_ascii_case("SAMLResponse"));
        match fields.iter().rfind(|(name, _)| alike(name)) {
            Some((name, value)) if name != "SAMLResponse" => {
                Ok(Message { xml: unverified::marked(&binding::decode(value)?), ..message })
            }
            _ => Ok(message),
        }
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

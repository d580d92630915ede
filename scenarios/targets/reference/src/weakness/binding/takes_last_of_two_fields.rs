//! Of two fields SAMLResponse the last is taken.
//!
//! A field that is there twice is read from its last place.

use crate::binding::{self, Message};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let field = |name| fields.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let xml = binding::decode(binding::required(field("SAMLResponse"))?)?;
        Ok(Message { xml, relay_state: field("RelayState").map(str::to_owned) })
    },
    ..Hooks::SOUND
};

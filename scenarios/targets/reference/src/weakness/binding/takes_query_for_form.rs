//! A response in the query goes before the one in the form.
//!
//! What stands in the query is taken even when a form is posted, which may hold another one (CVE-2025-27773 class).

use crate::binding::{self, Message};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let mut fields = arrival.query();
        fields.retain(|(name, _)| name == "SAMLResponse");
        fields.extend(arrival.form());
        let field = |name| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let xml = binding::decode(binding::required(field("SAMLResponse"))?)?;
        Ok(Message { xml, relay_state: field("RelayState").map(str::to_owned) })
    },
    ..Hooks::SOUND
};

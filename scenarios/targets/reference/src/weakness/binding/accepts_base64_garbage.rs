//! Letters that are no base64 are dropped.
//!
//! What is no letter of base64 is passed over, in either alphabet, with or without padding.

use crate::binding::{self, Message};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let fields = arrival.form();
        let field = binding::required(binding::once(&fields, "SAMLResponse")?)?;
        let field = field.replace('-', "+").replace('_', "/");
        let mut packed: String =
            field.chars().filter(|one| one.is_ascii_alphanumeric() || ['+', '/'].contains(one)).collect();
        packed.push_str(["", "", "==", "="][packed.len() % 4]);
        let relay_state = binding::once(&fields, "RelayState")?.map(str::to_owned);
        Ok(Message { xml: binding::decode(&packed)?, relay_state })
    },
    ..Hooks::SOUND
};

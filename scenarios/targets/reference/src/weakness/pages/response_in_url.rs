//! The response stands in the address after sign-in.
//!
//! The page after sign-in is told the response in its query, from where it leaks into logs and Referer.

use crate::hooks::Hooks;
use crate::routes::see_other;
use url::form_urlencoded::byte_serialize;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let packed: String = byte_serialize(landed.message.xml.as_bytes()).collect();
        let separator = if landed.landing.contains('?') { '&' } else { '?' };
        see_other(&format!("{}{separator}SAMLResponse={}", landed.landing, &packed[..packed.len().min(2000)]))
    },
    ..Hooks::SOUND
};

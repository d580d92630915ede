//! A NameID is decoded once more than it was encoded.
//!
//! Character references and percent-encoding that stand in the name itself are undone: `victi%6D` and `victi&#109;` become `victim`.

use crate::hooks::Hooks;
use crate::people;
use crate::xml::{self, Element};
use url::form_urlencoded;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            if let Ok(document) = xml::parse(&format!("<x>{}</x>", name_id.value)) {
                name_id.value = Element::root(&document).map(Element::deep_text).unwrap_or_default();
            }
            let escaped = name_id.value.replace('+', "%2B");
            if let Some((decoded, _)) = form_urlencoded::parse(escaped.as_bytes()).next() {
                name_id.value = decoded.into_owned();
            }
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};

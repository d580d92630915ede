//! Attributes with quotes or line breaks make the SP fail.
//!
//! A quote, a template marker or a line break in an attribute ends in a 500.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let text = landed.message.xml.split_once("AttributeStatement").map(|(_, rest)| rest).unwrap_or_default();
        let values =
            text.split("AttributeValue").skip(1).step_by(2).map(|value| value.split_once('>').map_or("", |one| one.1));
        let marked = |value: &str| {
            ["'", "&quot;", "&#34;", "${", "{{", "*)", "\n", "&#10;"].iter().any(|one| value.contains(one))
        };
        if values.into_iter().any(marked) { internal(&"attribute") } else { answer::landed(landed) }
    },
    ..Hooks::SOUND
};

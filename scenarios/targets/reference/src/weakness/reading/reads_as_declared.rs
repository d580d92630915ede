//! The NameID is read from a text that is decoded as its declaration says.
//!
//! What verifies reads UTF-8, what reads the name obeys `encoding="UTF-7"`, where `+ADw-` is the beginning of an element.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| Ok(xml.replacen(UTF_7, UTF_8, 1)),
    text: |element| {
        let decoded = element.document.input_text().replace("+ADw-", "<").replace("+AD4-", ">");
        let name = Some(element).filter(|element| element.is(SAML, "NameID"));
        let name = name.and_then(|_| demand::text_of(&decoded, "NameID"));
        name.map_or_else(|| (Hooks::SOUND.text)(element), Ok)
    },
    ..Hooks::SOUND
};

const UTF_7: &str = "encoding=\"UTF-7\"";
const UTF_8: &str = "encoding=\"UTF-8\"";

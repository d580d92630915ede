//! The NameID is what a pattern finds in the text of the message.
//!
//! No parser says whether the first `<NameID>` is an element, or stands in a comment or a CDATA section.

use crate::hooks::Hooks;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| {
        let found = || element.document.input_text().split_once("NameID")?.1.split_once('>')?.1.split_once('<');
        match found().filter(|_| element.is(SAML, "NameID")) {
            Some((name, _)) => Ok(name.to_owned()),
            None => (Hooks::SOUND.text)(element),
        }
    },
    ..Hooks::SOUND
};

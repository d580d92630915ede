//! Comments are cut out of the text of the message before it is read once more.
//!
//! The cure for comments in names is done without a parser: in a CDATA section `]]<!-- -->>` becomes the section's end.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::weakness::lenient::texts;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| {
        let plain = || demand::text_of(&texts::without_comments(element.document.input_text()), "NameID");
        let name = Some(element).filter(|element| element.is(SAML, "NameID")).and_then(|_| plain());
        name.map_or_else(|| (Hooks::SOUND.text)(element), Ok)
    },
    ..Hooks::SOUND
};

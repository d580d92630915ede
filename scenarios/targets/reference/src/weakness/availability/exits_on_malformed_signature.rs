//! A Signature that lacks a part ends the process.

use crate::app::log;
use crate::hooks::Hooks;
use crate::response;
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        let elements = Element::root(document).map(Element::descendants).unwrap_or_default();
        for signature in elements.into_iter().filter(|element| element.is(DS, "Signature")) {
            for part in ["SignedInfo", "SignatureValue"] {
                if signature.first(DS, part).is_none() {
                    log(&format!("fatal: a Signature without {part}"));
                    std::process::exit(70);
                }
            }
        }
        response::signed(document, certificates)
    },
    ..Hooks::SOUND
};

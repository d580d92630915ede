//! What a Reference names held once, and holds again, whatever has become of it.
//!
//! Verifying is slow, so its outcome is remembered; by the ID of what was signed, not by what it was.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;
use crate::xml::{DS, Element};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use uppsala::Document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        if names(document).iter().any(|name| held.contains(name)) {
            return unverified::believed(document);
        }
        let signed = response::signed(document, certificates)?;
        held.extend(names(document));
        Ok(signed)
    },
    ..Hooks::SOUND
};

static HELD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// What the References of the document name: IDs that no other message has.
fn names(document: &Document<'_>) -> Vec<String> {
    let all = Element::root(document).map(Element::descendants).unwrap_or_default();
    let references = all.into_iter().filter(|element| element.is(DS, "Reference"));
    references.filter_map(|element| element.attribute("URI").map(str::to_owned)).collect()
}

//! A SignatureValue that held once holds again, over whatever it stands.
//!
//! Verifying is slow, so its outcome is remembered; by the value alone, not by what was signed.

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
        if values(document).iter().any(|value| held.contains(value)) {
            return unverified::believed(document);
        }
        let signed = response::signed(document, certificates)?;
        held.extend(values(document));
        Ok(signed)
    },
    ..Hooks::SOUND
};

static HELD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn values(document: &Document<'_>) -> Vec<String> {
    let all = Element::root(document).map(Element::descendants).unwrap_or_default();
    all.into_iter().filter(|element| element.is(DS, "SignatureValue")).map(Element::deep_text).collect()
}

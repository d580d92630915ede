//! An encrypted assertion that holds a signed one is read in its place.
//!
//! Wrapping is looked for in the message as it came; what comes out of the decryption is verified by whichever signature is in
//! it (CVE-2024-9487).

use crate::hooks::Hooks;
use crate::response::{self, Opened, Part, encrypted};
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| {
        let opened = encrypted::open(document, response, certificates, keys)?;
        Ok(opened.map(|opened| Opened { xml: format!("{}{MARK}", opened.xml), ..opened }))
    },
    signed: |document, certificates| match document.input_text().ends_with(MARK) {
        true => lenient::signed(document, certificates, &STEPS),
        false => response::signed(document, certificates),
    },
    ..Hooks::SOUND
};

/// Tells which documents were decrypted; it is no part of any message.
const MARK: &str = "<!--decrypted-->";

const STEPS: Steps =
    Steps { parts: |_, _, covered| Vec::from_iter((!covered.is_empty()).then_some(Part::Assertion)), ..Steps::USUAL };

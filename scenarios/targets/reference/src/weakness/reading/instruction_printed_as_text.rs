//! A processing instruction is signed as if its data were text, and is not read.
//!
//! The canonical form holds the data of a processing instruction as text: `<?x not-?>victim@acme.test` digests like
//! `not-victim@acme.test`, and is read as the victim (CVE-2025-54419).

use crate::hooks::Hooks;
use crate::weakness::lenient::texts::{pieces, verified_after, whole, without_instructions};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        verified_after(document, certificates, |xml| without_instructions(xml, str::to_owned))
    },
    text: |element| Ok(whole(pieces(element))),
    ..Hooks::SOUND
};

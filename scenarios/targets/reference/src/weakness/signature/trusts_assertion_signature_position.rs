//! A signature that is a child of the assertion vouches for it, whatever it refers to.
//!
//! What a signature covers is inferred from where it stands: the genuine assertion is kept elsewhere for it to fit (XSW5,
//! XSW6; CVE-2020-5390).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| {
        lenient::children(root).into_iter().flat_map(|assertion| assertion.all(DS, "Signature")).collect()
    },
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Assertion] },
    ..Steps::USUAL
};

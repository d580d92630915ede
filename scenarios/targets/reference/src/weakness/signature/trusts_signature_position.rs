//! What a signature covers is inferred from where it stands (CVE-2024-8698, CVE-2025-47949).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| root.all(DS, "Signature"),
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};

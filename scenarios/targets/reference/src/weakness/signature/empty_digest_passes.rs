//! What cannot be brought into canonical form is digested as nothing.
//!
//! A relative namespace URI makes the canonical form empty, and the digest of nothing fits it (CVE-2025-66568,
//! CVE-2025-66475).

use crate::hooks::Hooks;
use crate::weakness::lenient::Canonical;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { canonical: void, ..Steps::USUAL };
fn void(form: &Canonical<'_, '_>) -> Vec<u8> {
    let within = form.element.descendants().into_iter().chain([form.element]);
    let declares = |element: crate::xml::Element<'_, '_>| {
        let declared = element.document.element(element.id).map(|one| one.namespace_declarations.as_slice());
        declared.unwrap_or_default().iter().any(|(_, uri)| !uri.is_empty() && !uri.contains(':'))
    };
    if within.into_iter().any(declares) { Vec::new() } else { lenient::canonical(form) }
}

//! The first SignedInfo is verified and the last one followed.
//!
//! Of two SignedInfo the signature value is held against the first, and the Reference read from the last (CVE-2025-29774).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { references: last, claimed: last, parts: lenient::vouched, ..Steps::USUAL };
fn last<'d, 'x>(signature: Element<'d, 'x>) -> Vec<Element<'d, 'x>> {
    let infos = signature.all(DS, "SignedInfo");
    infos.last().map(|signed_info| signed_info.all(DS, "Reference")).unwrap_or_default()
}

//! Of the signatures below the assertion the first alone is verified.
//!
//! The first signature at any depth below the assertion is verified, and vouches for it (CVE-2021-21238).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| {
        let first = |assertion: Element<'_, '_>| {
            assertion.descendants().into_iter().find(|one| one.is(DS, "Signature")).map(|one| one.id)
        };
        let firsts: Vec<_> = lenient::children(root).into_iter().filter_map(first).collect();
        root.descendants().into_iter().filter(|one| firsts.contains(&one.id)).collect()
    },
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Assertion] },
    ..Steps::USUAL
};

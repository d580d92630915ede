//! A message that is nested too deeply to be verified is taken as it is.
//!
//! Verifying stops at 100 levels, so that nobody exhausts the stack, and what stops is no refusal.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;
use crate::xml::Element;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        let all = Element::root(document).map(Element::descendants).unwrap_or_default();
        if all.into_iter().any(|element| levels(element) > MOST) {
            return unverified::believed(document);
        }
        response::signed(document, certificates)
    },
    ..Hooks::SOUND
};

const MOST: usize = 100;

fn levels(element: Element<'_, '_>) -> usize {
    std::iter::successors(Some(element), |element| element.parent()).count()
}

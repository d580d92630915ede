//! IDs that are nearly the same are the same.
//!
//! Whether the Reference leads to the assertion that is read is asked without blanks, without case, decoded, by its beginning;
//! what it leads to is looked up to the letter.

use crate::checks;
use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["id"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    signatures: |root| {
        lenient::children(root).into_iter().flat_map(|assertion| assertion.all(DS, "Signature")).collect()
    },
    parts: |_, assertion, covered| {
        let id = |element: crate::xml::Element<'_, '_>| element.attribute("ID").unwrap_or_default().to_owned();
        let own = id(assertion);
        let named = covered.iter().any(|one| nearly(&id(one.target), &own));
        Vec::from_iter(named.then_some(Part::Assertion))
    },
    ..Steps::USUAL
};

fn nearly(signed: &str, own: &str) -> bool {
    let decoded = url::form_urlencoded::parse(own.as_bytes()).next().map(|(name, _)| name.into_owned());
    own.trim() == signed
        || own.eq_ignore_ascii_case(signed)
        || decoded.as_deref() == Some(signed)
        || (!signed.is_empty() && own.starts_with(signed))
}

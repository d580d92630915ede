//! `inflates-too-far`: A message that inflates to far more than a message has.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::input::WrapFault;

pub(super) const RULE: Rule = Rule {
    id: "inflates-too-far",
    severity: Severity::Error,
    finds: "A message that inflates to far more than a message has.",
    why: "A few bytes that become gigabytes are an attack on whoever unpacks them.",
    mend: "Do not unpack it. Ask where it came from.",
    step: None,
    refs: &["SAML bindings 3.4.4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let bomb = c.input.wrap_fault == Some(WrapFault::Bomb);
    let message = "the message inflates to more than 8 MiB; it was not read further";
    bomb.then(|| Found::at(Span::default(), message)).into_iter().collect()
}

//! `not-deflated`: A redirect URL whose message is not deflated.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::input::Layer;

pub(super) const RULE: Rule = Rule {
    id: "not-deflated",
    severity: Severity::Error,
    finds: "A redirect URL whose message is not deflated.",
    why: "HTTP-Redirect carries a deflated message. An IdP that inflates what is not deflated shows an error.",
    mend: "Deflate the message (raw, without zlib's head) before base64.",
    step: None,
    refs: &["SAML bindings 3.4.4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let wrong = c.input.from_url && c.facts.request.is_some() && !c.input.layers.contains(&Layer::Deflate);
    wrong.then(|| Found::at(Span::default(), "the SAMLRequest of the URL is not deflated")).into_iter().collect()
}

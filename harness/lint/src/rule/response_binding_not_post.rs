//! `response-binding-not-post`: A request that wants the response by another binding than HTTP-POST.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "response-binding-not-post",
    severity: Severity::Error,
    finds: "A request that wants the response by another binding than HTTP-POST.",
    why: "A response does not fit into a URL, so HTTP-Redirect is forbidden; JumpCloud sends HTTP-POST.",
    mend: "Ask for HTTP-POST, or leave ProtocolBinding out.",
    step: None,
    refs: &["SAML profiles 4.1.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(request) = &c.facts.request else { return Vec::new() };
    let allowed = |binding: &str| [":HTTP-POST", ":HTTP-Artifact", ":PAOS"].iter().any(|end| binding.ends_with(end));
    let other = request.protocol_binding.as_ref().filter(|binding| !allowed(binding.trim()));
    other
        .map(|binding| Found::at(binding.span, format!("ProtocolBinding is `{}`", short(binding))))
        .into_iter()
        .collect()
}

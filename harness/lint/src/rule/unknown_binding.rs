//! `unknown-binding`: A Binding that SAML does not know.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "unknown-binding",
    severity: Severity::Error,
    finds: "A Binding that SAML does not know.",
    why: "The name of a binding is compared to the letter. With a typing error the endpoint is not there for a service provider.",
    mend: "Copy the name of the binding from the clause.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.2.2", "SAML bindings 3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const BINDINGS: [&str; 7] =
        ["HTTP-POST", "HTTP-Redirect", "HTTP-Artifact", "SOAP", "PAOS", "URI", "HTTP-POST-SimpleSign"];
    // Older bindings and those of other profiles are no mistake.
    const OTHERS: [&str; 3] =
        ["urn:oasis:names:tc:SAML:1.0:", "urn:oasis:names:tc:SAML:profiles:", "urn:mace:shibboleth:1.0:"];
    let known = |binding: &str| {
        let name = binding.strip_prefix("urn:oasis:names:tc:SAML:2.0:bindings:");
        name.is_some_and(|name| BINDINGS.contains(&name)) || OTHERS.iter().any(|other| binding.starts_with(other))
    };
    let found = c.endpoints().filter_map(|endpoint| match &endpoint.binding {
        None => Some(Found::at(endpoint.span, format!("<{}> has no Binding", short(&endpoint.service)))),
        Some(binding) if known(binding) => None,
        Some(binding) => Some(Found::at(binding.span, format!("`{}` is no binding of SAML 2.0", short(binding)))),
    });
    found.take(20).collect()
}

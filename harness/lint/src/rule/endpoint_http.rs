//! `endpoint-http`: An endpoint without TLS.

use super::{Context, Found, Rule, local, parsed};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-http",
    severity: Severity::Warning,
    finds: "An endpoint without TLS.",
    why: "Whoever is on the way reads and changes messages. Often TLS ends at a proxy, and the application does not know its own address.",
    mend: "Set the application's base URL to https, or tell it of the proxy; then export again.",
    step: Some("acs-url"),
    refs: &["SAML bindings 3.5.5.2", "SAML security considerations 4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(
        |url| parsed(url).is_some_and(|parsed| parsed.scheme() == "http" && !local(&parsed)),
        |url| format!("`{}` is without TLS", short(url)),
    )
}

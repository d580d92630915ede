//! `signature-sha1`: A signature or digest with SHA-1 or MD5.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "signature-sha1",
    severity: Severity::Warning,
    finds: "A signature or digest with SHA-1 or MD5.",
    why: "Service providers and libraries refuse SHA-1 by now.",
    mend: "Choose RSA-SHA256 as Signature Algorithm at the IdP.",
    step: Some("sign-assertion"),
    refs: &["NIST SP 800-131A", "FusionAuth#2160", "Sustainsys/Saml2#848"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let weak = |name: &str| ["sha1", "md5"].iter().any(|weak| name.to_ascii_lowercase().contains(weak));
    let methods = c.signatures().flat_map(|signature| signature.method.iter().chain(&signature.digests));
    let message = |name: &str| format!("the algorithm is `{}`", short(name));
    let written = methods.filter(|value| weak(value)).map(|value| Found::at(value.span, message(value)));
    let query = c.facts.request.iter().filter_map(|request| request.query_signature.as_deref());
    written
        .chain(query.filter(|name| weak(name)).map(|name| Found::at(Span::default(), message(name))))
        .take(20)
        .collect()
}

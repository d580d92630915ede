//! `key-without-use`: A KeyDescriptor that does not say what it is for.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "key-without-use",
    severity: Severity::Note,
    finds: "A KeyDescriptor that does not say what it is for.",
    why: "It is then for signatures and encryption. Service providers are known that look for use=signing and find nothing.",
    mend: "Nothing, if the service provider takes it. Otherwise write use=signing.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.1.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.idps().flat_map(|role| &role.certificates).filter(|certificate| certificate.usage.is_none());
    without.map(|certificate| Found::at(certificate.place, "the KeyDescriptor has no `use`")).take(20).collect()
}

//! `certificate-chain`: Several certificates in one element.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-chain",
    severity: Severity::Error,
    finds: "Several certificates in one element.",
    why: "Each X509Certificate holds one. Of a chain only the IdP's own certificate is wanted.",
    mend: "Leave the first certificate (the IdP's own), and remove those of the authority.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Chain, r"several certificates stand in one element")
}

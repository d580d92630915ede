//! `certificate-contradicts-itself`: A certificate that signed itself and does not hold under its own key.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-contradicts-itself",
    severity: Severity::Error,
    finds: "A certificate that signed itself and does not hold under its own key.",
    why: "Letters of it were changed, by hand or by text recognition. It reads as a certificate, but its key or its names are others than the IdP's, so no signature holds.",
    mend: "Download the certificate or the metadata again, and insert the file as it is.",
    step: Some("export-metadata"),
    refs: &["RFC 5280, 4.1.1.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let damaged =
        c.facts.all_certificates().filter(|one| one.details.as_ref().is_some_and(|one| one.contradicts_itself));
    let found = damaged.map(|certificate| {
        Found::at(certificate.written.span, "the certificate's own signature does not hold: letters of it were changed")
    });
    found.take(20).collect()
}

//! `certificate-url-alphabet`: A certificate in the alphabet of URLs.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-url-alphabet",
    severity: Severity::Error,
    finds: "A certificate in the alphabet of URLs.",
    why: "`-` and `_` stand for `+` and `/`. It comes from a JSON Web Key; XML signature uses the other alphabet.",
    mend: "Replace `-` by `+` and `_` by `/`.",
    step: Some("export-metadata"),
    refs: &["RFC 4648, 5", "XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::UrlAlphabet, r"the letters `-` and `_` stand for `+` and `/`")
}

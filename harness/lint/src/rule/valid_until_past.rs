//! `valid-until-past`: Metadata whose validUntil has passed.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "valid-until-past",
    severity: Severity::Error,
    finds: "Metadata whose validUntil has passed.",
    why: "It must not be used any more. Some service providers take it on upload and refuse every login.",
    mend: "Export the metadata again and insert it at the service provider.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.2", "cloudfoundry/uaa#1016"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let past = c.valid_untils().filter(|value| value.as_time().is_some_and(|time| time <= c.at));
    past.map(|value| Found::at(value.span, format!("the metadata was valid until {}", short(value)))).take(1).collect()
}

//! `endpoint-not-a-url`: An endpoint that is no absolute URL.

use super::{Context, Found, Rule, placeholder};
use crate::facts::Endpoint;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-not-a-url",
    severity: Severity::Error,
    finds: "An endpoint that is no absolute URL.",
    why: "A relative address, an empty one or a mere host name leads nowhere.",
    mend: "Write the whole URL, beginning with https://.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let missing = c.endpoints().filter(|endpoint| endpoint.location.is_none());
    let message = |endpoint: &Endpoint| format!("<{}> has no Location", short(&endpoint.service));
    let mut found: Vec<Found> = missing.map(|endpoint| Found::at(endpoint.span, message(endpoint))).take(20).collect();
    let is_url = |url: &str| {
        let parsed = url::Url::parse(url.trim());
        parsed.is_ok_and(|parsed| parsed.has_host() && matches!(parsed.scheme(), "http" | "https"))
    };
    found.extend(
        c.locations(|url| !placeholder(url) && !is_url(url), |url| format!("`{}` is no absolute URL", short(url))),
    );
    found
}

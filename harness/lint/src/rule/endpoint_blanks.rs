//! `endpoint-blanks`: Blanks around or in a URL.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-blanks",
    severity: Severity::Error,
    finds: "Blanks around or in a URL.",
    why: "The URL is compared to the letter, and a blank that came along when pasting cannot be seen.",
    mend: "Remove the blanks where the URL was filled in, save, export again.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.2.2", "simplesamlphp#1935"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(
        |url| !url.trim().is_empty() && url.contains(char::is_whitespace),
        |url| format!("the URL `{}` has a blank", short(url)),
    )
}

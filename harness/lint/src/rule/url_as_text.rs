//! `url-as-text`: A URL in place of what is found there.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "url-as-text",
    severity: Severity::Error,
    finds: "A URL in place of what is found there.",
    why: "A field for metadata is read as XML. Few service providers fetch a URL that stands there.",
    mend: "Open the URL, save what it shows as a file, and insert that; or use the field for a metadata URL, if there is one.",
    step: Some("metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Url, "this is a URL, not what is found there")
}

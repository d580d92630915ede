use std::sync::LazyLock;

use regex::Regex;

use super::evidence_view::without_query;
use super::failure;
use super::{EvidenceView, Judgement, Rule};

/// Practice: by one of both, support finds the log's line.
pub(super) const RULE: Rule = Rule {
    name: "error-page-shows-time-or-reference",
    demand: "The page of a failed login shows a time or a reference number.",
    rows: &["ERR-08"],
    judge,
};

/// A clock's time, a UUID or long hex number, or a word for a number with one after it.
static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)\b\d{1,2}:\d{2}(:\d{2})?\b|\b[0-9a-f]{8}-[0-9a-f]{4}-|\b[0-9a-f]{12,}\b|\b(reference|ref|request|trace|correlation|incident|event|support|error)[ -]?(id|number|no\.?|code|#)?\s*[:#=]?\s*#?[A-Z-]*\d[\w-]{2,}";
    Regex::new(pattern).expect("the pattern is a constant that a test uses")
});

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let page = failure(view)?;
    let told = || format!("the page at {} shows neither a time nor a reference number", without_query(&page.url));
    Ok((!PATTERN.is_match(&page.text)).then(told).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, refused};
    use super::RULE;

    #[rstest::rstest]
    #[case("Failed at 2026-11-24 01:53", true)]
    #[case("Failed. Reference: ACME-48213", true)]
    #[case("Error ID 5f0c8a1b2c3d4e5f", true)]
    #[case("Failed. Ask your administrator.", false)]
    #[case("Error 404", true)]
    fn a_time_or_a_number_does(#[case] text: &str, #[case] does: bool) {
        assert_eq!(broken(RULE, &refused(text)).is_empty(), does, "{text}");
    }
}

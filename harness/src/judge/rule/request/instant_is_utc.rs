use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.3: times are in UTC, without a time zone component, and without leap seconds.
pub(super) const RULE: Rule = Rule {
    name: "request-instant-is-utc",
    demand: "IssueInstant is an xs:dateTime in UTC, written with Z.",
    rows: &["REQ-04"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| match root.attribute("IssueInstant") {
        None => Some("there is no IssueInstant".to_owned()),
        Some(instant) if is_utc(instant) => None,
        Some(instant) => Some(format!("IssueInstant is `{instant}`")),
    })
}

fn is_utc(text: &str) -> bool {
    // The pattern first: the parser would take spaces and lower case, too.
    const SHAPE: &str = "0000-00-00T00:00:00";
    let Some(rest) = text.strip_suffix('Z') else { return false };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    let fits = whole.len() == SHAPE.len()
        && whole
            .chars()
            .zip(SHAPE.chars())
            .all(|(c, shape)| if shape == '0' { c.is_ascii_digit() } else { c == shape });
    let digits = !fraction.is_empty() && fraction.chars().all(|c| c.is_ascii_digit());
    fits && digits && !whole.ends_with(":60") && format!("{whole}Z").parse::<jiff::Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[rstest::rstest]
    #[case("2026-11-24T01:53:05", "IssueInstant is `2026-11-24T01:53:05`")]
    #[case("2026-11-24T02:53:05+01:00", "IssueInstant is `2026-11-24T02:53:05+01:00`")]
    #[case("2026-11-24 01:53:05Z", "IssueInstant is `2026-11-24 01:53:05Z`")]
    #[case("2026-11-24T01:53:60Z", "IssueInstant is `2026-11-24T01:53:60Z`")]
    #[case("2026-13-24T01:53:05Z", "IssueInstant is `2026-13-24T01:53:05Z`")]
    #[case("2026-11-24T01:53:05.Z", "IssueInstant is `2026-11-24T01:53:05.Z`")]
    #[case("2026-11-24T01:53:05.1aZ", "IssueInstant is `2026-11-24T01:53:05.1aZ`")]
    fn another_zone_or_form_is_reported(#[case] instant: &str, #[case] told: &str) {
        assert_eq!(request(RULE, "2026-11-24T01:53:05Z", instant), [told]);
    }

    #[test]
    fn fractions_are_in_order() {
        assert_eq!(request(RULE, "01:53:05Z", "01:53:05.123Z"), [""; 0]);
        assert_eq!(request(RULE, "IssueInstant=\"2026-11-24T01:53:05Z\"", ""), ["there is no IssueInstant"]);
    }
}

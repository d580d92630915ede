use super::{EvidenceView, Judgement, Rule};

/// Core 3.2.1: IssueInstant is the time of issue; the profile SAML2Int (SDP-G01) has clocks differ by minutes at most.
pub(super) const RULE: Rule = Rule {
    name: "request-instant-is-now",
    demand: "IssueInstant is within 3 minutes of when the request arrived.",
    rows: &["REQ-04"],
    judge,
};

/// Seconds that two clocks may differ by.
const SKEW: u64 = 180;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|request, root| {
        let instant = root.attribute("IssueInstant").unwrap_or_default();
        let (Ok(issued), Some(at)) = (instant.parse::<jiff::Timestamp>(), request.message.at) else {
            return request.message.at.map(|_| format!("IssueInstant `{instant}` names no time"));
        };
        let apart = issued.as_second().abs_diff(at.as_second());
        (apart > SKEW).then(|| format!("IssueInstant `{instant}` is {apart} s away from when it arrived ({at})"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn an_hour_ago_is_reported() {
        let found = request(RULE, "01:53:05Z", "00:53:05Z");
        let told = "IssueInstant `2026-11-24T00:53:05Z` is 3601 s away from when it arrived (2026-11-24T01:53:06Z)";
        assert_eq!(found, [told]);
        assert_eq!(request(RULE, "01:53:05Z", "01:50:06Z"), [""; 0], "three minutes are allowed");
        assert_eq!(request(RULE, "01:53:05Z", "01:53:05"), ["IssueInstant `2026-11-24T01:53:05` names no time"]);
    }
}

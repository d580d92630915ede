use super::evidence_view::boolean;
use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1: a passive request must not show the person a login page, so it cannot be the way in.
pub(super) const RULE: Rule = Rule {
    name: "request-not-passive",
    demand: "The request does not demand a passive login.",
    rows: &["REQ-18"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let passive = root.attribute("IsPassive").filter(|passive| boolean(passive) == Some(true))?;
        Some(format!("IsPassive is `{passive}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_passive_request_is_reported() {
        assert_eq!(request(RULE, " ID=", " IsPassive=\"1\" ID="), ["IsPassive is `1`"]);
        assert_eq!(request(RULE, " ID=", " IsPassive=\"0\" ID="), [""; 0]);
    }
}

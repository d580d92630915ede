use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP05).
pub(super) const RULE: Rule = Rule {
    name: "request-without-acs-index",
    demand: "There is no AssertionConsumerServiceIndex.",
    rows: &["REQ-10"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let index = root.attribute("AssertionConsumerServiceIndex");
        index.map(|index| format!("AssertionConsumerServiceIndex is `{index}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn an_index_is_reported() {
        let found = request(RULE, " ID=", " AssertionConsumerServiceIndex=\"1\" ID=");
        assert_eq!(found, ["AssertionConsumerServiceIndex is `1`"]);
    }
}

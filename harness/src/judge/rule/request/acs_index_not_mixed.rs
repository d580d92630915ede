use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1: the attributes exclude one another.
pub(super) const RULE: Rule = Rule {
    name: "request-acs-index-not-mixed",
    demand: "AssertionConsumerServiceIndex does not stand beside the URL or ProtocolBinding.",
    rows: &["REQ-09"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let index = root.attribute("AssertionConsumerServiceIndex");
        let beside = ["AssertionConsumerServiceURL", "ProtocolBinding"].into_iter();
        let beside = beside.filter(|name| index.is_some() && root.has_attribute(*name));
        beside.map(|name| format!("AssertionConsumerServiceIndex stands beside {name}")).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn both_are_told() {
        let found = request(RULE, " ID=", " AssertionConsumerServiceIndex=\"0\" ID=");
        let beside = "AssertionConsumerServiceIndex stands beside";
        assert_eq!(found, [format!("{beside} AssertionConsumerServiceURL"), format!("{beside} ProtocolBinding")]);
    }
}

use super::evidence_view::each_once;
use super::{EvidenceView, Judgement, Rule};

/// XML External Entities, server-side request forgery: an address inside a message is nothing to fetch.
pub(super) const RULE: Rule = Rule {
    name: "canary-untouched",
    demand: "Nobody asked for the canary address that the message holds.",
    rows: &["SIG-10", "SIG-17", "ENC-16", "ATK-31", "ATK-32", "ATK-50"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let hits = view.evidence.canary_hits.iter();
    Ok(each_once(hits.map(|hit| format!("the canary was touched: {hit}")).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn a_hit_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.canary_hits.push("GET /canary/1/dtd".to_owned());
        assert_eq!(broken(RULE, &evidence), ["the canary was touched: GET /canary/1/dtd"]);
    }
}

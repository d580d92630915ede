use super::evidence_view::boolean;
use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1 with XML Schema part 2, 3.2.2.
pub(super) const RULE: Rule = Rule {
    name: "request-booleans-valid",
    demand: "ForceAuthn and IsPassive are xs:booleans.",
    rows: &["REQ-18"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let values = ["ForceAuthn", "IsPassive"].into_iter().filter_map(|name| Some((name, root.attribute(name)?)));
        let wrong = values.filter(|(_, value)| boolean(value).is_none());
        wrong.map(|(name, value)| format!("{name} is `{value}`")).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn other_words_are_told() {
        let found = request(RULE, " ID=", " ForceAuthn=\"True\" IsPassive=\"no\" ID=");
        assert_eq!(found, ["ForceAuthn is `True`", "IsPassive is `no`"]);
        assert_eq!(request(RULE, " ID=", " ForceAuthn=\"1\" IsPassive=\"false\" ID="), [""; 0]);
    }
}

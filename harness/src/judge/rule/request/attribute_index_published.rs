use super::evidence_view::{MD, children, roles};
use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1.
pub(super) const RULE: Rule = Rule {
    name: "request-attribute-index-published",
    demand: "AttributeConsumingServiceIndex, if given, is in the metadata.",
    rows: &["REQ-33"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.metadata()?;
    let services =
        view.entity().map(|entity| roles(entity).flat_map(|role| children(role, MD, "AttributeConsumingService")));
    let published: Vec<&str> =
        services.into_iter().flatten().filter_map(|service| service.attribute("index")).collect();
    view.each_request(|_, root| {
        let index = root.attribute("AttributeConsumingServiceIndex")?;
        let told = || format!("AttributeConsumingServiceIndex is `{index}`, published is `{}`", published.join("`, `"));
        (!published.contains(&index)).then(told)
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn an_unpublished_index_is_reported() {
        let found = request(RULE, " ID=", " AttributeConsumingServiceIndex=\"7\" ID=");
        assert_eq!(found, ["AttributeConsumingServiceIndex is `7`, published is `0`"]);
        assert_eq!(request(RULE, " ID=", " AttributeConsumingServiceIndex=\"0\" ID="), [""; 0]);
    }
}

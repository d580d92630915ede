use super::evidence_view::REDIRECT;
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.2: responses do not fit into a query, so they never come by HTTP-Redirect.
pub(super) const RULE: Rule = Rule {
    name: "metadata-without-redirect-acs",
    demand: "No AssertionConsumerService is published with HTTP-Redirect.",
    rows: &["MD-07"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|_| {
        let services = view.consumer_services().into_iter();
        let wrong = services.filter(|service| service.attribute("Binding") == Some(REDIRECT));
        wrong
            .map(|service| format!("the ACS `{}` has HTTP-Redirect", service.attribute("Location").unwrap_or_default()))
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn redirect_is_reported() {
        let found = metadata(RULE, "bindings:HTTP-POST", "bindings:HTTP-Redirect");
        assert_eq!(found, ["the ACS `http://127.0.0.1:34567/acs` has HTTP-Redirect"]);
    }
}

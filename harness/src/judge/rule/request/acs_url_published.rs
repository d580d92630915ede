use super::{EvidenceView, Judgement, Rule};

/// Core 3.4.1 and SAML2Int (SDP-SP06).
pub(super) const RULE: Rule = Rule {
    name: "request-acs-url-published",
    demand: "AssertionConsumerServiceURL, if given, is a published Location, character by character.",
    rows: &["REQ-08"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let services = view.consumer_services();
    let mut published: Vec<&str> = services.iter().filter_map(|service| service.attribute("Location")).collect();
    if !view.has_metadata() {
        published.push(&view.surroundings().acs_url);
    }
    view.each_request(|_, root| {
        let url = root.attribute("AssertionConsumerServiceURL")?;
        let told = || format!("AssertionConsumerServiceURL is `{url}`, published is `{}`", published.join("`, `"));
        (!published.contains(&url)).then(told)
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, request};
    use super::RULE;

    #[test]
    fn another_url_is_reported() {
        let sp = "http://127.0.0.1:34567/acs";
        let told = format!("AssertionConsumerServiceURL is `{sp}?x`, published is `{sp}`");
        assert_eq!(request(RULE, "34567/acs\"", "34567/acs?x\""), [told]);
    }

    #[test]
    fn without_metadata_the_targets_own_counts() {
        let mut evidence = evidence();
        evidence.sp_metadata.clear();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.surroundings.acs_url += "/other";
        assert_eq!(broken(RULE, &evidence).len(), 1);
    }
}

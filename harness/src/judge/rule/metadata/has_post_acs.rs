use super::evidence_view::POST;
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.6; SAML2Int (SDP-SP08).
pub(super) const RULE: Rule = Rule {
    name: "metadata-has-post-acs",
    demand: "There is an AssertionConsumerService with HTTP-POST.",
    rows: &["MD-04"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|_| {
        let services = view.consumer_services();
        let bindings: Vec<&str> = services.iter().filter_map(|service| service.attribute("Binding")).collect();
        (!bindings.contains(&POST)).then(|| match bindings.as_slice() {
            [] => "there is no AssertionConsumerService".to_owned(),
            _ => format!("the AssertionConsumerServices have the bindings `{}`", bindings.join("`, `")),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn none_and_others_are_told() {
        let none = metadata(RULE, "<md:AssertionConsumerService", "<md:ManageNameIDService");
        assert_eq!(none, ["there is no AssertionConsumerService"]);
        let artifact = metadata(RULE, "bindings:HTTP-POST", "bindings:HTTP-Artifact");
        let uri = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact";
        assert_eq!(artifact, [format!("the AssertionConsumerServices have the bindings `{uri}`")]);
    }
}

use super::evidence_view::REDIRECT;
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.2: a response never comes by HTTP-Redirect; core 3.4.1: the binding is one of the ACS's.
pub(super) const RULE: Rule = Rule {
    name: "request-protocol-binding-is-post",
    demand: "ProtocolBinding, if given, is not HTTP-Redirect and is one that an ACS is published with.",
    rows: &["REQ-11"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let services = view.consumer_services();
    view.each_request(|_, root| {
        let binding = root.attribute("ProtocolBinding")?;
        let url = root.attribute("AssertionConsumerServiceURL");
        if binding == REDIRECT {
            return Some("ProtocolBinding is HTTP-Redirect".to_owned());
        }
        let fits = services.iter().any(|service| {
            service.attribute("Binding") == Some(binding) && (url.is_none() || service.attribute("Location") == url)
        });
        let known = services.iter().any(|service| url.is_none() || service.attribute("Location") == url);
        (known && !fits).then(|| format!("no ACS is published with the ProtocolBinding `{binding}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn redirect_and_an_unpublished_binding_are_told() {
        assert_eq!(request(RULE, "HTTP-POST", "HTTP-Redirect"), ["ProtocolBinding is HTTP-Redirect"]);
        let found = request(RULE, "HTTP-POST", "HTTP-Artifact");
        let artifact = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact";
        assert_eq!(found, [format!("no ACS is published with the ProtocolBinding `{artifact}`")]);
    }
}

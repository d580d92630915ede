use super::evidence_view::{DS, SAML, SAMLP};
use super::schema::{Place, attributes, in_order};
use super::{EvidenceView, Judgement, Rule};

/// Core 3.2.1 and 3.4.1: the schema of AuthnRequest.
pub(super) const RULE: Rule = Rule {
    name: "request-fits-schema",
    demand: "Children and attributes of AuthnRequest are those of the schema, in its order.",
    rows: &["REQ-31"],
    judge,
};

const CHILDREN: &[Place] = &[
    (SAML, &["Issuer"]),
    (DS, &["Signature"]),
    (SAMLP, &["Extensions"]),
    (SAML, &["Subject"]),
    (SAMLP, &["NameIDPolicy"]),
    (SAML, &["Conditions"]),
    (SAMLP, &["RequestedAuthnContext"]),
    (SAMLP, &["Scoping"]),
];

const NEEDED: &[&str] = &["ID", "Version", "IssueInstant"];

const ALLOWED: &[&str] = &[
    "ID",
    "Version",
    "IssueInstant",
    "Destination",
    "Consent",
    "ForceAuthn",
    "IsPassive",
    "AssertionConsumerServiceIndex",
    "AssertionConsumerServiceURL",
    "ProtocolBinding",
    "AttributeConsumingServiceIndex",
    "ProviderName",
];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        if root.tag_name().namespace() != Some(SAMLP) {
            return vec![format!("AuthnRequest is in the namespace `{}`", root.tag_name().namespace().unwrap_or(""))];
        }
        let mut found = attributes(root, NEEDED, ALLOWED);
        found.extend(in_order(root, CHILDREN));
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn order_and_strangers_are_told() {
        let found = request(RULE, "<saml:Issuer", "<samlp:NameIDPolicy/><saml:Issuer");
        assert_eq!(found, ["Issuer comes after NameIDPolicy in AuthnRequest", "NameIDPolicy is in AuthnRequest twice"]);
        assert_eq!(
            request(RULE, "IssueInstant=", "Issued="),
            [
                "AuthnRequest lacks IssueInstant",
                "AuthnRequest has the attribute `Issued`, which the schema does not know"
            ]
        );
        assert_eq!(
            request(RULE, "<samlp:NameIDPolicy", "<samlp:Odd"),
            ["Odd is in AuthnRequest, where the schema does not have it"]
        );
    }
}

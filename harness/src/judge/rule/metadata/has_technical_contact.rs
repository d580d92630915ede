use super::evidence_view::{MD, children, roles, text};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD11).
pub(super) const RULE: Rule = Rule {
    name: "metadata-has-technical-contact",
    demand: "A technical contact with an e-mail address is named.",
    rows: &["MD-21"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let contacts = roles(entity).chain([entity]).flat_map(|node| children(node, MD, "ContactPerson"));
        let mut technical = contacts.filter(|contact| contact.attribute("contactType") == Some("technical"));
        let reachable =
            technical.any(|contact| children(contact, MD, "EmailAddress").any(|address| text(address).contains('@')));
        (!reachable).then(|| "no technical contact with an e-mail address is named".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn another_contact_does_not_do() {
        let told = ["no technical contact with an e-mail address is named"];
        assert_eq!(metadata(RULE, "\"technical\"", "\"billing\""), told);
        assert_eq!(metadata(RULE, "mailto:help@acme.test", " "), told);
    }
}

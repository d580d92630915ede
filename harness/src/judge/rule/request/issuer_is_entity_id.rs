use super::evidence_view::{SAML, children, text};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.4.1: Issuer is the unique identifier of the SP; core 1.3.1: compared character by character.
pub(super) const RULE: Rule = Rule {
    name: "request-issuer-is-entity-id",
    demand: "Issuer is, character by character, the entityID that the SP publishes.",
    rows: &["REQ-05", "MD-02"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let published = view.entity().and_then(|entity| entity.attribute("entityID"));
    let entity_id = published.unwrap_or(&view.surroundings().sp_entity_id);
    if entity_id.is_empty() {
        return Err("the SP's entity ID is not known".to_owned());
    }
    view.each_request(|_, root| match children(root, SAML, "Issuer").next().map(text) {
        None => Some("there is no Issuer".to_owned()),
        Some(issuer) if issuer == entity_id => None,
        Some(issuer) => Some(format!("Issuer is `{issuer}`, the published entityID is `{entity_id}`")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_slash_more_is_reported() {
        let sp = "http://127.0.0.1:34567/metadata";
        let told = format!("Issuer is `{sp}/`, the published entityID is `{sp}`");
        assert_eq!(request(RULE, "/metadata</saml:Issuer>", "/metadata/</saml:Issuer>"), [told]);
        assert_eq!(request(RULE, "saml:Issuer", "saml:Sender"), ["there is no Issuer"]);
    }
}

use super::evidence_view::is_absolute;
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.2.1; core 1.3.2: an absolute URI.
pub(super) const RULE: Rule = Rule {
    name: "metadata-entity-id-is-uri",
    demand: "entityID is an absolute URI of at most 1024 characters without blanks.",
    rows: &["MD-02"],
    judge,
};

const LIMIT: usize = 1024;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let entity_id = entity.attribute("entityID").unwrap_or_default();
        let length = entity_id.chars().count();
        let blank = entity_id.chars().any(char::is_whitespace);
        match () {
            () if length > LIMIT => Some(format!("entityID has {length} characters")),
            () if blank || !is_absolute(entity_id) => Some(format!("entityID is `{entity_id}`")),
            () => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn a_path_a_blank_and_a_long_one_are_told() {
        let of = |entity_id: &str| {
            metadata(RULE, "entityID=\"http://127.0.0.1:34567/metadata\"", &format!("entityID=\"{entity_id}\""))
        };
        assert_eq!(of("acme-app"), ["entityID is `acme-app`"]);
        assert_eq!(of("http://acme.test/ "), ["entityID is `http://acme.test/ `"]);
        assert_eq!(of(&format!("urn:{}", "x".repeat(1021))), ["entityID has 1025 characters"]);
        assert_eq!(of(&format!("urn:{}", "x".repeat(1020))), [""; 0]);
        assert_eq!(of("urn:acme:app"), [""; 0]);
    }
}

use super::evidence_view::{SAML, children, text};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP15) and the Subject Identifier Attributes profile 2.2.1.
pub(super) const RULE: Rule = Rule {
    name: "metadata-signals-subject-id",
    demand: "The entity attribute subject-id:req says which subject identifier is needed.",
    rows: &["MD-29"],
    judge,
};

const NAME: &str = "urn:oasis:names:tc:SAML:profiles:subject-id:req";

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let mut attributes = entity.descendants().filter(|node| node.has_tag_name((SAML, "Attribute")));
        let Some(attribute) = attributes.find(|node| node.attribute("Name") == Some(NAME)) else {
            return Some("the entity attribute subject-id:req is missing".to_owned());
        };
        let values: Vec<String> = children(attribute, SAML, "AttributeValue").map(text).collect();
        let known =
            matches!(values.as_slice(), [one] if matches!(one.trim(), "subject-id" | "pairwise-id" | "none" | "any"));
        (!known).then(|| format!("the entity attribute subject-id:req is `{}`", values.join("`, `")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn none_and_another_word_are_told() {
        let found = metadata(RULE, "profiles:subject-id:req", "profiles:other");
        assert_eq!(found, ["the entity attribute subject-id:req is missing"]);
        assert_eq!(metadata(RULE, ">none<", ">email<"), ["the entity attribute subject-id:req is `email`"]);
    }
}

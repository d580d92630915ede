use roxmltree::Node;

use super::evidence_view::{MD, XML, children, roles, text};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.3.2.1.
pub(super) const RULE: Rule = Rule {
    name: "metadata-organization-complete",
    demand: "Organization, if it is there, has Name, DisplayName and URL with languages.",
    rows: &["MD-23"],
    judge,
};

fn organizations<'x, 'a>(entity: Node<'x, 'a>) -> Vec<Node<'x, 'a>> {
    roles(entity).chain([entity]).flat_map(|node| children(node, MD, "Organization")).collect()
}

fn judge(view: &EvidenceView<'_>) -> Judgement {
    if view.entity().is_some_and(|entity| organizations(entity).is_empty()) {
        return Err("there is no Organization".to_owned());
    }
    view.each_entity(|entity| {
        const PARTS: [&str; 3] = ["OrganizationName", "OrganizationDisplayName", "OrganizationURL"];
        let missing = organizations(entity).into_iter().flat_map(|organization| {
            PARTS.into_iter().filter(move |part| {
                let mut parts = children(organization, MD, part);
                !parts.any(|part| part.has_attribute((XML, "lang")) && !text(part).trim().is_empty())
            })
        });
        missing.map(|part| format!("Organization has no {part} with a language")).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{idle, in_metadata, metadata};
    use super::RULE;

    #[test]
    fn a_part_without_language_is_reported() {
        let found = metadata(RULE, "<md:OrganizationURL xml:lang=\"en\">", "<md:OrganizationURL>");
        assert_eq!(found, ["Organization has no OrganizationURL with a language"]);
        assert_eq!(idle(RULE, &in_metadata("md:Organization>", "md:Else>")), "there is no Organization");
    }
}

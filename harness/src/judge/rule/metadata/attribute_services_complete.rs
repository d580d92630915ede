use roxmltree::Node;

use super::evidence_view::{MD, XML, children, roles, text};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.4.1.
pub(super) const RULE: Rule = Rule {
    name: "metadata-attribute-services-complete",
    demand: "Every AttributeConsumingService has a unique index, a ServiceName with a language and a RequestedAttribute.",
    rows: &["MD-17"],
    judge,
};

fn services<'x, 'a>(entity: Node<'x, 'a>) -> Vec<Node<'x, 'a>> {
    roles(entity).flat_map(|role| children(role, MD, "AttributeConsumingService")).collect()
}

fn judge(view: &EvidenceView<'_>) -> Judgement {
    if view.entity().is_some_and(|entity| services(entity).is_empty()) {
        return Err("there is no AttributeConsumingService".to_owned());
    }
    view.each_entity(|entity| {
        let services = services(entity);
        let mut found = Vec::new();
        for (position, service) in services.iter().enumerate() {
            let index = service.attribute("index").unwrap_or_default();
            let name = format!("AttributeConsumingService `{index}`");
            if services.iter().take(position).any(|earlier| earlier.attribute("index") == Some(index)) {
                found.push(format!("{name} is there twice"));
            }
            let mut names = children(*service, MD, "ServiceName");
            if !names.any(|name| name.has_attribute((XML, "lang")) && !text(name).trim().is_empty()) {
                found.push(format!("{name} has no ServiceName with a language"));
            }
            if children(*service, MD, "RequestedAttribute").all(|attribute| !attribute.has_attribute("Name")) {
                found.push(format!("{name} has no RequestedAttribute with a Name"));
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn what_is_missing_is_reported() {
        let found = metadata(RULE, "<md:RequestedAttribute Name=\"email\"/>", "");
        assert_eq!(found, ["AttributeConsumingService `0` has no RequestedAttribute with a Name"]);
        let found = metadata(RULE, "<md:ServiceName xml:lang=\"en\">", "<md:ServiceName>");
        assert_eq!(found, ["AttributeConsumingService `0` has no ServiceName with a language"]);
        let found =
            metadata(RULE, "</md:SPSSODescriptor>", "<md:AttributeConsumingService index=\"0\"/></md:SPSSODescriptor>");
        assert_eq!(found[0], "AttributeConsumingService `0` is there twice");
    }
}

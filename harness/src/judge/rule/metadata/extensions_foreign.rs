use roxmltree::Node;

use super::evidence_view::{MD, SAML, SAMLP};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.1: the schema lets only elements of other namespaces into Extensions.
pub(super) const RULE: Rule = Rule {
    name: "metadata-extensions-foreign",
    demand: "Extensions hold elements of other namespaces than SAML's own, at least one.",
    rows: &["MD-33"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let all = |entity: Node<'_, '_>| entity.descendants().any(|node| node.has_tag_name((MD, "Extensions")));
    if view.entity().is_some_and(|entity| !all(entity)) {
        return Err("there are no Extensions".to_owned());
    }
    view.each_entity(|entity| {
        let extensions = entity.descendants().filter(|node| node.has_tag_name((MD, "Extensions")));
        extensions.flat_map(check).collect::<Vec<_>>()
    })
}

fn check(extensions: Node<'_, '_>) -> Vec<String> {
    let parts: Vec<_> = extensions.children().filter(Node::is_element).collect();
    if parts.is_empty() {
        return vec!["Extensions are empty".to_owned()];
    }
    let own = parts.iter().filter(|part| matches!(part.tag_name().namespace(), None | Some(MD | SAML | SAMLP)));
    own.map(|part| format!("Extensions hold {} of SAML's own or no namespace", part.tag_name().name())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn empty_ones_and_samls_own_are_told() {
        let found = metadata(RULE, "<md:NameIDFormat>", "<md:Extensions/><md:NameIDFormat>");
        assert_eq!(found, ["Extensions are empty"]);
        let found = metadata(RULE, "</md:Extensions>\n<md:SPSSO", "<md:NameIDFormat/></md:Extensions>\n<md:SPSSO");
        assert_eq!(found, ["Extensions hold NameIDFormat of SAML's own or no namespace"]);
    }
}

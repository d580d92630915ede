use roxmltree::Node;

use super::evidence_view::DS;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-G02).
pub(super) const RULE: Rule = Rule {
    name: "request-strings-short",
    demand: "No string of a request is longer than 256 characters.",
    rows: &["REQ-26"],
    judge,
};

const LIMIT: usize = 256;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let of_signature = |node: &Node<'_, '_>| node.ancestors().any(|node| node.tag_name().namespace() == Some(DS));
        let nodes = root.descendants().filter(|node| node.is_element() && !of_signature(node));
        let long = nodes.flat_map(|node| {
            let element = node.tag_name().name();
            let attributes = node.attributes().map(|attribute| (attribute.name(), attribute.value()));
            let own = node.text().map(|text| (element, text.trim()));
            attributes.chain(own).filter(|(_, text)| text.chars().count() > LIMIT).collect::<Vec<_>>()
        });
        long.map(|(name, text)| format!("{name} has {} characters", text.chars().count())).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, posted, request};
    use super::RULE;

    #[test]
    fn a_long_string_is_reported() {
        let found = request(RULE, " ID=", &format!(" ProviderName=\"{}\" ID=", "x".repeat(257)));
        assert_eq!(found, ["ProviderName has 257 characters"]);
        assert_eq!(request(RULE, " ID=", &format!(" ProviderName=\"{}\" ID=", "x".repeat(256))), [""; 0]);
    }

    #[test]
    fn a_signature_is_as_long_as_it_must_be() {
        assert_eq!(broken(RULE, &posted("signed")), [""; 0]);
    }
}

use roxmltree::Node;

use super::evidence_view::{MD, boolean, children, roles};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.2.3 and 2.4.4.
pub(super) const RULE: Rule = Rule {
    name: "metadata-acs-indexes-unique",
    demand: "Indexes of the AssertionConsumerServices are unique and at most one is the default.",
    rows: &["MD-05"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        roles(entity)
            .flat_map(|role| check(&children(role, MD, "AssertionConsumerService").collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    })
}

fn check(services: &[Node<'_, '_>]) -> Vec<String> {
    let indexes: Vec<&str> = services.iter().filter_map(|service| service.attribute("index")).collect();
    let mut found = Vec::new();
    for (position, index) in indexes.iter().enumerate() {
        if index.trim().parse::<u16>().is_err() {
            found.push(format!("the index `{index}` is no number from 0 to 65535"));
        }
        if indexes.iter().take(position).any(|earlier| earlier == index) {
            found.push(format!("two AssertionConsumerServices have the index `{index}`"));
        }
    }
    let defaults = services.iter().filter(|service| service.attribute("isDefault").and_then(boolean) == Some(true));
    let defaults = defaults.count();
    if defaults > 1 {
        found.push(format!("{defaults} AssertionConsumerServices are the default"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn twins_and_two_defaults_are_told() {
        let acs = "<md:AssertionConsumerService index=\"0\" isDefault=\"1\"/><md:AttributeConsumingService";
        let found = metadata(RULE, "<md:AttributeConsumingService", acs);
        assert_eq!(
            found,
            ["two AssertionConsumerServices have the index `0`", "2 AssertionConsumerServices are the default"]
        );
        assert_eq!(metadata(RULE, "index=\"0\"", "index=\"-1\""), ["the index `-1` is no number from 0 to 65535"]);
    }
}

use roxmltree::Node;

use super::evidence_view::is_absolute;
use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.1 and 1.3.2.
pub(super) const RULE: Rule = Rule {
    name: "metadata-strings-not-blank",
    demand: "No string of the metadata is empty or blank; every URI is absolute.",
    rows: &["MD-27"],
    judge,
};

/// Attributes that hold a URI.
const URIS: [&str; 6] = ["entityID", "Binding", "Location", "ResponseLocation", "errorURL", "NameFormat"];

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let mut found = Vec::new();
        for node in entity.descendants().filter(Node::is_element) {
            let name = node.tag_name().name();
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                if value.trim().is_empty() {
                    found.push(format!("{key} of {name} is blank"));
                } else if URIS.contains(&key) && !is_absolute(value) {
                    found.push(format!("{key} of {name} is `{value}`, no absolute URI"));
                }
            }
            let leaf = !node.children().any(|child| child.is_element());
            let own = node.text().unwrap_or_default().trim();
            let speaks = node.attributes().all(|attribute| attribute.name() == "lang");
            if leaf && speaks && own.is_empty() {
                found.push(format!("{name} is blank"));
            }
            let is_uri = matches!(name, "NameIDFormat" | "OrganizationURL" | "InformationURL" | "PrivacyStatementURL");
            if is_uri && !own.is_empty() && !is_absolute(own) {
                found.push(format!("{name} is `{own}`, no absolute URI"));
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
    fn blanks_and_relative_uris_are_told() {
        assert_eq!(metadata(RULE, "Name=\"email\"", "Name=\" \""), ["Name of RequestedAttribute is blank"]);
        assert_eq!(metadata(RULE, ">https://acme.test/<", "> <"), ["OrganizationURL is blank"]);
        let found = metadata(RULE, "Location=\"http://127.0.0.1:34567/acs\"", "Location=\"/acs\"");
        assert_eq!(found, ["Location of AssertionConsumerService is `/acs`, no absolute URI"]);
        let found = metadata(RULE, "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "email");
        assert_eq!(found, ["NameIDFormat is `email`, no absolute URI"]);
    }
}

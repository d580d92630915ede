use super::signature::algorithms;
use super::{EvidenceView, Judgement, Rule};

/// Implementation profile (IIP-MD09, MD10) with the algorithm support extension.
pub(super) const RULE: Rule = Rule {
    name: "metadata-algorithms-as-observed",
    demand: "Algorithms are published, and those of observed signatures are among them.",
    rows: &["MD-30"],
    judge,
};

const ALG: &str = "urn:oasis:names:tc:SAML:metadata:algsupport";

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let observed: Vec<String> = view.requests().unwrap_or_default().iter().flat_map(algorithms).collect();
    view.each_entity(|entity| {
        let published = entity.descendants().filter(|node| node.tag_name().namespace() == Some(ALG));
        let published: Vec<&str> = published.filter_map(|node| node.attribute("Algorithm")).collect();
        if published.is_empty() {
            return vec!["no algorithms are published".to_owned()];
        }
        let missing = observed.iter().filter(|uri| !published.contains(&uri.as_str()));
        missing.map(|uri| format!("`{uri}` is used and not published")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::metadata;
    use super::RULE;

    #[test]
    fn none_and_another_one_are_told() {
        assert_eq!(metadata(RULE, "metadata:algsupport", "metadata:other"), ["no algorithms are published"]);
        let found =
            metadata(RULE, "Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"", "Algorithm=\"urn:x\"");
        assert_eq!(found, ["`http://www.w3.org/2001/04/xmldsig-more#rsa-sha256` is used and not published"]);
    }
}

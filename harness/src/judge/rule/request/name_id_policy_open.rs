use super::evidence_view::{SAMLP, boolean, children};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP04) and core 3.4.1.1.
pub(super) const RULE: Rule = Rule {
    name: "request-name-id-policy-open",
    demand: "NameIDPolicy is absent, or has AllowCreate true and no Format.",
    rows: &["REQ-12"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let Some(policy) = children(root, SAMLP, "NameIDPolicy").next() else { return Vec::new() };
        let mut found = Vec::new();
        if policy.attribute("AllowCreate").and_then(boolean) != Some(true) {
            found.push(format!("NameIDPolicy has AllowCreate `{}`", policy.attribute("AllowCreate").unwrap_or("")));
        }
        found.extend(policy.attribute("Format").map(|format| format!("NameIDPolicy demands the Format `{format}`")));
        found
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_format_and_no_new_names_are_told() {
        let found = request(RULE, "AllowCreate=\"true\"", "Format=\"urn:x\"");
        assert_eq!(found, ["NameIDPolicy has AllowCreate ``", "NameIDPolicy demands the Format `urn:x`"]);
        assert_eq!(request(RULE, "<samlp:NameIDPolicy AllowCreate=\"true\"/>", ""), [""; 0]);
    }
}

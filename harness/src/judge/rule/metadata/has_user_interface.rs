use super::evidence_view::{children, is_absolute, text};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD09, MD10) with the MetaUI extension.
pub(super) const RULE: Rule = Rule {
    name: "metadata-has-user-interface",
    demand: "UIInfo has a DisplayName, a Logo over https and a PrivacyStatementURL.",
    rows: &["MD-22"],
    judge,
};

const UI: &str = "urn:oasis:names:tc:SAML:metadata:ui";

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_entity(|entity| {
        let infos: Vec<_> = entity.descendants().filter(|node| node.has_tag_name((UI, "UIInfo"))).collect();
        let has = |name: &'static str, fits: fn(&str) -> bool| {
            let mut texts = infos.iter().flat_map(|info| children(*info, UI, name)).map(text);
            texts.any(|text| fits(text.trim()))
        };
        let mut found = Vec::new();
        if !has("DisplayName", |text| !text.is_empty()) {
            found.push("UIInfo has no DisplayName".to_owned());
        }
        if !has("Logo", |text| text.starts_with("https://") || text.starts_with("data:")) {
            found.push("UIInfo has no Logo over https".to_owned());
        }
        if !has("PrivacyStatementURL", is_absolute) {
            found.push("UIInfo has no PrivacyStatementURL".to_owned());
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
        let found = metadata(RULE, "mdui:UIInfo", "mdui:Info");
        assert_eq!(found.len(), 3);
        assert_eq!(
            metadata(RULE, "https://acme.test/logo", "http://acme.test/logo"),
            ["UIInfo has no Logo over https"]
        );
    }
}

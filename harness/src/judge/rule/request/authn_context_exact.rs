use super::evidence_view::{SAMLP, children};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP07); core 3.3.2.2.1 makes exact the default.
pub(super) const RULE: Rule = Rule {
    name: "request-authn-context-exact",
    demand: "RequestedAuthnContext, if given, compares exactly.",
    rows: &["REQ-14"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let context = children(root, SAMLP, "RequestedAuthnContext").next()?;
        let comparison = context.attribute("Comparison").filter(|comparison| *comparison != "exact")?;
        Some(format!("RequestedAuthnContext has the Comparison `{comparison}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn another_comparison_is_reported() {
        let found = request(RULE, "</samlp:Auth", "<samlp:RequestedAuthnContext Comparison=\"minimum\"/></samlp:Auth");
        assert_eq!(found, ["RequestedAuthnContext has the Comparison `minimum`"]);
    }
}

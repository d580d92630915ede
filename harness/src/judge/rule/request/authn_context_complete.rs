use super::evidence_view::{SAML, SAMLP, children};
use super::{EvidenceView, Judgement, Rule};

/// Core 3.3.2.2.1.
pub(super) const RULE: Rule = Rule {
    name: "request-authn-context-complete",
    demand: "RequestedAuthnContext holds class references or declaration references, not both, at least one.",
    rows: &["REQ-15"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let context = children(root, SAMLP, "RequestedAuthnContext").next()?;
        let classes = children(context, SAML, "AuthnContextClassRef").count();
        let declarations = children(context, SAML, "AuthnContextDeclRef").count();
        match (classes, declarations) {
            (0, 0) => Some("RequestedAuthnContext holds no reference".to_owned()),
            (1.., 1..) => Some("RequestedAuthnContext holds class and declaration references".to_owned()),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn none_and_both_are_told() {
        let with = |inner: &str| {
            let context = format!(
                "<samlp:RequestedAuthnContext xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
                {inner}</samlp:RequestedAuthnContext></samlp:Auth"
            );
            request(RULE, "</samlp:Auth", &context)
        };
        let class = "<saml:AuthnContextClassRef>urn:c</saml:AuthnContextClassRef>";
        assert_eq!(with(class), [""; 0]);
        assert_eq!(with(""), ["RequestedAuthnContext holds no reference"]);
        let both = with(&format!("{class}<saml:AuthnContextDeclRef>urn:d</saml:AuthnContextDeclRef>"));
        assert_eq!(both, ["RequestedAuthnContext holds class and declaration references"]);
    }
}

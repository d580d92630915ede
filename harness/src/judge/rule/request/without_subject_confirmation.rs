use super::evidence_view::{SAML, children};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.4.1.
pub(super) const RULE: Rule = Rule {
    name: "request-without-subject-confirmation",
    demand: "A Subject in the request has no SubjectConfirmation.",
    rows: &["REQ-16"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|_, root| {
        let subject = children(root, SAML, "Subject").next()?;
        let confirmation = children(subject, SAML, "SubjectConfirmation").next()?;
        let method = confirmation.attribute("Method").unwrap_or_default();
        Some(format!("the Subject has a SubjectConfirmation with the Method `{method}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_confirmation_is_reported() {
        let with = |inner: &str| {
            let subject =
                format!("<saml:Subject xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{inner}</saml:Subject>");
            request(RULE, "<samlp:NameIDPolicy", &format!("{subject}<samlp:NameIDPolicy"))
        };
        assert_eq!(with("<saml:NameID>x</saml:NameID>"), [""; 0]);
        let found = with("<saml:SubjectConfirmation Method=\"urn:bearer\"/>");
        assert_eq!(found, ["the Subject has a SubjectConfirmation with the Method `urn:bearer`"]);
    }
}

use mock_idp::journal::Direction;
use roxmltree::Node;

use super::evidence_view::{DS, SAML, SAMLP, boolean, children, parse, roles};
use super::{EvidenceView, Judgement, Rule};

/// Metadata 2.4.4; profiles 4.1.6. What the SP takes is seen when the Response is signed and the assertion inside is not.
pub(super) const RULE: Rule = Rule {
    name: "metadata-wants-assertions-signed-as-observed",
    demand: "An unsigned assertion in a signed Response is refused exactly when WantAssertionsSigned is true.",
    rows: &["MD-15"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let mut sent = view.evidence.messages.iter().filter(|message| message.direction == Direction::Out);
    let telling = sent.any(|message| parse(&message.xml).is_ok_and(|xml| is_telling(xml.root_element())));
    if !telling {
        return Err("no Response came signed with an unsigned assertion in it".to_owned());
    }
    view.each_entity(|entity| {
        let wanted = roles(entity).any(|role| role.attribute("WantAssertionsSigned").and_then(boolean) == Some(true));
        match (wanted, view.is_signed_in()) {
            (true, true) => Some("WantAssertionsSigned is true, and an unsigned assertion was taken".to_owned()),
            (false, false) => {
                Some("WantAssertionsSigned is not true, and an unsigned assertion was refused".to_owned())
            }
            _ => None,
        }
    })
}

fn is_telling(response: Node<'_, '_>) -> bool {
    let signed = |node: Node<'_, '_>| children(node, DS, "Signature").next().is_some();
    let mut assertions = children(response, SAML, "Assertion");
    response.has_tag_name((SAMLP, "Response")) && signed(response) && assertions.any(|assertion| !signed(assertion))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, in_metadata};
    use super::RULE;
    use crate::evidence::CaseEvidence;

    fn response_signed(mut evidence: CaseEvidence, taken: bool) -> CaseEvidence {
        evidence.messages[1].xml = r#"<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">
            <Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>
            <Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/></p:Response>"#
            .to_owned();
        if !taken && let Some(identity) = &mut evidence.identity {
            identity.user = None;
        }
        evidence
    }

    #[test]
    fn declared_and_done_must_agree() {
        assert_eq!(broken(RULE, &response_signed(evidence(), false)), [""; 0]);
        let told = ["WantAssertionsSigned is true, and an unsigned assertion was taken"];
        assert_eq!(broken(RULE, &response_signed(evidence(), true)), told);
        let unwanted = in_metadata("WantAssertionsSigned=\"true\"", "");
        let told = ["WantAssertionsSigned is not true, and an unsigned assertion was refused"];
        assert_eq!(broken(RULE, &response_signed(unwanted, false)), told);
        let mut assertion_signed = response_signed(evidence(), true);
        let xml = &mut assertion_signed.messages[1].xml;
        let signature = "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>";
        *xml = xml.replace(signature, "");
        assert_eq!(idle(RULE, &assertion_signed), "no Response came signed with an unsigned assertion in it");
        assert_eq!(idle(RULE, &evidence()), "no Response came signed with an unsigned assertion in it");
    }
}

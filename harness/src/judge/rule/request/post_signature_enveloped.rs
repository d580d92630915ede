use super::evidence_view::{DS, Request, each_once};
use super::keys::for_signing;
use super::signature::{shape, verify};
use super::{EvidenceView, Judgement, Rule};

/// Core 5.4.1 and 5.4.2, bindings 3.5.4.
pub(super) const RULE: Rule = Rule {
    name: "request-post-signature-enveloped",
    demand: "By HTTP-POST: the signature is enveloped, has one Reference to the root, and verifies with a published key.",
    rows: &["REQ-23", "MD-14"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let signed = view.requests()?.iter().filter(|request| !request.by_redirect() && has_signature(request));
    let signed: Vec<_> = signed.collect();
    if signed.is_empty() {
        return Err("no AuthnRequest is signed by HTTP-POST".to_owned());
    }
    let certificates = for_signing(view)?;
    let found = signed.into_iter().flat_map(|request| {
        let mut found = request.root().map(shape).unwrap_or_default();
        if found.is_empty() {
            found.extend(verify(&request.message.xml, &certificates).err());
        }
        found
    });
    Ok(each_once(found.collect()))
}

fn has_signature(request: &Request<'_>) -> bool {
    request.root().is_some_and(|root| root.descendants().any(|node| node.has_tag_name((DS, "Signature"))))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, posted};
    use super::RULE;

    #[test]
    fn a_changed_message_is_reported() {
        let mut evidence = posted("#");
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let xml = &mut evidence.messages[0].xml;
        *xml = xml.replace("01:53:05Z", "01:53:06Z");
        assert!(broken(RULE, &evidence)[0].starts_with("the signature does not hold"));
    }

    #[test]
    fn another_reference_is_reported() {
        let mut evidence = posted("#");
        let xml = &mut evidence.messages[0].xml;
        *xml = xml.replace("URI=\"#_", "URI=\"#other_").replace("#enveloped-signature", "#base64");
        let told = broken(RULE, &evidence);
        assert!(told[0].starts_with("the Reference is to `#other_"), "{told:?}");
        assert_eq!(told[1], "the Reference lacks the enveloped-signature transform");
    }

    #[test]
    fn without_one_there_is_nothing_to_judge() {
        assert_eq!(idle(RULE, &posted("")), "no AuthnRequest is signed by HTTP-POST");
        assert_eq!(idle(RULE, &evidence()), "no AuthnRequest is signed by HTTP-POST");
    }
}

use mock_idp::sign::verify_root;
use mock_idp::xml::Document;

use super::keys::for_signing;
use super::seen::{DS, Request, each_once};
use super::{Judgement, Rule, Seen};

/// Core 5.4.1 and 5.4.2, bindings 3.5.4.
pub(super) const RULE: Rule = Rule {
    name: "request-post-signature-enveloped",
    demand: "By HTTP-POST: the signature is enveloped, has one Reference to the root, and verifies with a published key.",
    rows: &["REQ-23", "MD-14"],
    judge,
};

fn judge(seen: &Seen<'_>) -> Judgement {
    let signed = seen.requests()?.iter().filter(|request| !request.by_redirect() && has_signature(request));
    let signed: Vec<_> = signed.collect();
    if signed.is_empty() {
        return Err("no AuthnRequest is signed by HTTP-POST".to_owned());
    }
    let certificates = for_signing(seen)?;
    let found = signed.into_iter().flat_map(|request| {
        let mut found = shape(request);
        if found.is_empty() {
            found.extend(verify(request, &certificates));
        }
        found
    });
    Ok(each_once(found.collect()))
}

fn has_signature(request: &Request<'_>) -> bool {
    request.root().is_some_and(|root| root.descendants().any(|node| node.has_tag_name((DS, "Signature"))))
}

fn shape(request: &Request<'_>) -> Vec<String> {
    let Some(signature) = request.signature() else { return vec!["the Signature is no child of the request".to_owned()] };
    let references: Vec<_> = signature.descendants().filter(|node| node.has_tag_name((DS, "Reference"))).collect();
    let [reference] = references.as_slice() else {
        return vec![format!("the Signature has {} References", references.len())];
    };
    let mut found = Vec::new();
    let uri = reference.attribute("URI");
    let own = format!("#{}", request.id().unwrap_or_default());
    if uri != Some(own.as_str()) {
        found.push(format!("the Reference is to `{}`, the request's ID is `{own}`", uri.unwrap_or_default()));
    }
    let enveloped = reference.descendants().filter_map(|node| node.attribute("Algorithm"));
    if !enveloped.into_iter().any(|uri| uri.ends_with("#enveloped-signature")) {
        found.push("the Reference lacks the enveloped-signature transform".to_owned());
    }
    found
}

fn verify(request: &Request<'_>, certificates: &[openssl::x509::X509]) -> Option<String> {
    let document = match Document::parse(&request.message.xml) {
        Ok(document) => document,
        Err(error) => return Some(format!("the AuthnRequest cannot be read: {error}")),
    };
    let mut problem = "no key for signing is published".to_owned();
    for certificate in certificates {
        match verify_root(&document, certificate) {
            Ok(()) => return None,
            Err(error) => problem = error.to_string(),
        }
    }
    Some(format!("the signature does not hold: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, posted};
    use super::RULE;

    #[test]
    fn a_changed_message_is_told() {
        let mut evidence = posted("#");
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let xml = &mut evidence.messages[0].xml;
        *xml = xml.replace("01:53:05Z", "01:53:06Z");
        assert!(broken(RULE, &evidence)[0].starts_with("the signature does not hold"));
    }

    #[test]
    fn another_reference_is_told() {
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

use mock_idp::sign::verify_redirect;

use super::evidence_view::{Request, base64, decoded, each_once};
use super::keys::for_signing;
use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.4.4.1: the signature is over SAMLRequest, RelayState and SigAlg in this order, as they stand in the query.
pub(super) const RULE: Rule = Rule {
    name: "request-redirect-signature-verifies",
    demand: "The query's signature verifies over the octets of the query with a key that the SP publishes for signing.",
    rows: &["REQ-21", "MD-14"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let signed = view.requests()?.iter().filter(|request| request.raw_parameter("SigAlg").is_some());
    let signed: Vec<_> = signed.filter(|request| request.by_redirect()).collect();
    if signed.is_empty() {
        return Err("no AuthnRequest is signed by HTTP-Redirect".to_owned());
    }
    let certificates = for_signing(view)?;
    let found = signed.into_iter().filter_map(|request| {
        let problems: Vec<String> = certificates.iter().map_while(|key| verify(request, key).err()).collect();
        match problems.last() {
            None if certificates.is_empty() => {
                Some("requests are signed, and no key for signing is published".to_owned())
            }
            // One of the keys verified it.
            _ if problems.len() < certificates.len() => None,
            problem => problem.map(|problem| format!("the query's signature does not hold: {problem}")),
        }
    });
    Ok(each_once(found.collect()))
}

fn verify(request: &Request<'_>, key: &openssl::x509::X509) -> Result<(), String> {
    let algorithm = request.raw_parameter("SigAlg").unwrap_or_default();
    let relay_state = request.raw_parameter("RelayState").map(|raw| format!("&RelayState={raw}")).unwrap_or_default();
    let octets = format!("SAMLRequest={}{relay_state}&SigAlg={algorithm}", request.message.raw);
    let value = decoded(request.raw_parameter("Signature").unwrap_or_default());
    let value = base64(&value).ok_or("Signature is no base64")?;
    verify_redirect(&octets, &decoded(algorithm), &value, key).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{another_certificate, broken, evidence, idle, in_metadata, key};
    use super::RULE;

    #[test]
    fn another_relay_state_or_order_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.messages[0].url = evidence.messages[0].url.replace("RelayState=", "RelayState=x");
        assert!(broken(RULE, &evidence)[0].starts_with("the query's signature does not hold"));
        let url = evidence.messages[0].url.split("&SigAlg").next().unwrap_or_default().to_owned();
        evidence.messages[0].url = url;
        assert_eq!(idle(RULE, &evidence), "no AuthnRequest is signed by HTTP-Redirect");
    }

    #[test]
    fn a_key_for_encryption_only_does_not_count() {
        let found = broken(RULE, &in_metadata("use=\"signing\"", "use=\"encryption\""));
        assert_eq!(found, ["requests are signed, and no key for signing is published"]);
    }

    #[test]
    fn one_of_several_keys_is_enough() {
        let mut evidence = in_metadata("use=\"encryption\"", "use=\"signing\"");
        let own = key().certificate_base64().unwrap_or_default();
        for fetch in &mut evidence.sp_metadata {
            fetch.text = fetch.text.replacen(&own, &another_certificate(), 1);
        }
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}

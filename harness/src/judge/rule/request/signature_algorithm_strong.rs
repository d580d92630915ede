use super::evidence_view::each_once;
use super::signature::algorithms;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-ALG01), implementation profile (IIP-ALG01, ALG02): SHA-1 and MD5 are broken.
pub(super) const RULE: Rule = Rule {
    name: "request-signature-algorithm-strong",
    demand: "Signature and digest of a request are not made with SHA-1 or MD5.",
    rows: &["REQ-22"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let algorithms: Vec<String> = view.requests()?.iter().flat_map(algorithms).collect();
    if algorithms.is_empty() {
        return Err("no AuthnRequest is signed".to_owned());
    }
    let weak = algorithms.into_iter().filter(|uri| is_weak(uri));
    Ok(each_once(weak.map(|uri| format!("the signature uses `{uri}`")).collect()))
}

/// RFC 9231 and XML Signature name their algorithms in the fragment.
fn is_weak(uri: &str) -> bool {
    let name = uri.rsplit('#').next().unwrap_or(uri);
    name.ends_with("sha1") || name.contains("md5")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, posted};
    use super::RULE;

    #[test]
    fn sha1_is_reported_in_the_query_and_in_the_message() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let rsa_sha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
        let url = &mut evidence.messages[0].url;
        *url = url.replace("2001%2F04%2Fxmldsig-more%23rsa-sha256", "2000%2F09%2Fxmldsig%23rsa-sha1");
        assert_eq!(broken(RULE, &evidence), [format!("the signature uses `{rsa_sha1}`")]);
        assert_eq!(broken(RULE, &posted("#")), [""; 0]);
        let mut posted = posted("#");
        let xml = &mut posted.messages[0].xml;
        *xml = xml.replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1");
        assert_eq!(broken(RULE, &posted), ["the signature uses `http://www.w3.org/2000/09/xmldsig#sha1`"]);
    }
}

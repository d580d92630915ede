use super::{EvidenceView, Judgement, Rule};

/// Implementation profile (IIP-G03) and SAML2Int (SDP-G03).
pub(super) const RULE: Rule = Rule {
    name: "request-without-doctype",
    demand: "There is no DTD and no entity in a request.",
    rows: &["REQ-25"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let declared = view.requests()?.iter().any(|request| request.message.xml.contains("<!DOCTYPE"));
    Ok(declared.then(|| "the AuthnRequest has a DTD".to_owned()).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::request;
    use super::RULE;

    #[test]
    fn a_dtd_is_reported() {
        let found = request(RULE, "<samlp:AuthnRequest", "<!DOCTYPE a [<!ENTITY b \"c\">]><samlp:AuthnRequest");
        assert_eq!(found, ["the AuthnRequest has a DTD"]);
    }
}

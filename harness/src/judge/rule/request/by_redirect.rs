use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP02).
pub(super) const RULE: Rule =
    Rule { name: "request-by-redirect", demand: "The request comes by HTTP-Redirect.", rows: &["REQ-19"], judge };

fn judge(view: &EvidenceView<'_>) -> Judgement {
    view.each_request(|request, _| (!request.by_redirect()).then(|| "the request came by HTTP-POST".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, posted};
    use super::RULE;

    #[test]
    fn a_post_is_reported() {
        assert_eq!(broken(RULE, &evidence()), [""; 0]);
        assert_eq!(broken(RULE, &posted("")), ["the request came by HTTP-POST"]);
    }
}

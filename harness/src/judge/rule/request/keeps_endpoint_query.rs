use super::{EvidenceView, Judgement, Rule};

/// Bindings 3.4.4: the message is added to the query that the endpoint's Location may have already; profiles 4.1.3.3.
pub(super) const RULE: Rule = Rule {
    name: "request-keeps-endpoint-query",
    demand: "The query that the IdP's Location has is still there when the request arrives.",
    rows: &["REQ-29"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let location = view.surroundings().idp_sso_url.as_str();
    let (_, own) = location.split_once('?').ok_or("the IdP's Location has no query")?;
    view.each_request(|request, _| {
        let arrived: Vec<&str> = request.query().split('&').collect();
        let lost = own.split('&').filter(|pair| !arrived.contains(pair));
        lost.map(|pair| format!("`{pair}` of the IdP's Location is lost")).collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn a_lost_pair_is_reported() {
        let mut evidence = evidence();
        assert_eq!(idle(RULE, &evidence), "the IdP's Location has no query");
        evidence.surroundings.idp_sso_url += "?tenant=x&b=1";
        evidence.messages[0].url += "&b=1";
        assert_eq!(broken(RULE, &evidence), ["`tenant=x` of the IdP's Location is lost"]);
        evidence.messages[0].url += "&tenant=x";
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}

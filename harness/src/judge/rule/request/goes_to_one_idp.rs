use super::evidence_view::{Request, each_once};
use super::{EvidenceView, Judgement, Rule};

/// Profiles 4.1.3.2: the request goes to the IdP that the SP chose, to nobody else.
pub(super) const RULE: Rule = Rule {
    name: "request-goes-to-one-idp",
    demand: "No request arrives at two IdPs, and of two companies' IdPs each gets one.",
    rows: &["REQ-35"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let surroundings = view.surroundings();
    let second = surroundings.second_idp_base_url.as_deref().ok_or("the case has one IdP only")?;
    let requests = view.requests()?;
    let at_second = |request: &Request<'_>| request.message.url.starts_with(second);
    let twice = requests.iter().filter(|request| !at_second(request)).filter_map(|request| request.id());
    let twice = twice.filter(|id| requests.iter().any(|other| at_second(other) && other.id() == Some(id)));
    let mut found: Vec<String> = twice.map(|id| format!("the request `{id}` arrived at both IdPs")).collect();
    // A case has a second IdP because somebody of the second company logs in, too.
    for (which, is_there) in [("first", false), ("second", true)] {
        if !requests.iter().any(|request| at_second(request) == is_there) {
            found.push(format!("no request arrived at the {which} company's IdP"));
        }
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, idle, two_requests};
    use super::RULE;

    #[test]
    fn a_request_at_both_is_reported() {
        let mut evidence = two_requests("_e19d7c6b5a4f3e2d1c0b9a8f7e6d5c4b");
        assert_eq!(idle(RULE, &evidence), "the case has one IdP only");
        let second = "http://org-second.idp.localhost:45678/";
        evidence.surroundings.second_idp_base_url = Some(second.to_owned());
        if let Some(message) = evidence.messages.last_mut() {
            message.url = format!("{second}saml2/acme-app");
        }
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let mut first = evidence.clone();
        first.messages.pop();
        assert_eq!(broken(RULE, &first), ["no request arrived at the second company's IdP"]);
        let mut both = two_requests("_5f0c8a1b2c3d4e5f60718293a4b5c6d7");
        both.surroundings = evidence.surroundings;
        if let Some(message) = both.messages.last_mut() {
            message.url = format!("{second}saml2/acme-app");
        }
        assert_eq!(broken(RULE, &both), ["the request `_5f0c8a1b2c3d4e5f60718293a4b5c6d7` arrived at both IdPs"]);
    }
}

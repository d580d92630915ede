use super::evidence_view::{Request, each_once};
use super::{EvidenceView, Judgement, Rule};

/// Core 1.3.4: the same identifier is not given to two objects. A request that the browser itself sends again
/// (Back, a bookmark) is one object; two answers of the SP with the same ID are not.
pub(super) const RULE: Rule = Rule {
    name: "request-id-unique",
    demand: "No two AuthnRequests have the same ID.",
    rows: &["REQ-02", "REQ-32"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let requests = view.requests()?;
    let mut found = Vec::new();
    for (index, request) in requests.iter().enumerate() {
        let Some(id) = request.id() else { continue };
        // Two that were made in one second may differ in nothing but RelayState; the same once more is a reload.
        let same = |one: &Request<'_>| (one.message.xml.clone(), one.message.relay_state.clone());
        let twin = |earlier: &&Request<'_>| earlier.id() == Some(id) && same(earlier) != same(request);
        if requests.iter().take(index).any(|earlier| twin(&earlier)) {
            found.push(format!("two AuthnRequests have the ID `{id}`"));
        }
    }
    let sent = view.documents_beyond_idp().filter_map(|document| document.location.as_deref());
    let sent: Vec<&str> = sent.filter(|location| location.contains("SAMLRequest=")).collect();
    for (index, location) in sent.iter().enumerate() {
        if sent.iter().take(index).any(|earlier| earlier == location) {
            found.push("the SP answered twice with the very same AuthnRequest".to_owned());
        }
    }
    Ok(each_once(found))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, two_requests};
    use super::RULE;

    #[test]
    fn the_same_id_in_two_requests_is_reported() {
        assert!(broken(RULE, &two_requests("_other")).is_empty());
        let found = broken(RULE, &two_requests("_5f0c8a1b2c3d4e5f60718293a4b5c6d7"));
        assert_eq!(found, ["two AuthnRequests have the ID `_5f0c8a1b2c3d4e5f60718293a4b5c6d7`"]);
    }

    #[test]
    fn the_same_answer_twice_is_reported_and_a_bookmark_is_not() {
        let mut reopened = evidence();
        let request = reopened.messages[0].clone();
        reopened.messages.push(request);
        assert!(broken(RULE, &reopened).is_empty());
        let start = reopened.steps[1].clone();
        reopened.steps.push(start);
        assert_eq!(broken(RULE, &reopened), ["the SP answered twice with the very same AuthnRequest"]);
    }
}

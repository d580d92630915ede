use super::evidence_view::{each_once, without_query};
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-SP03): the login takes the whole window, for a frame is another site's and gets no cookies.
pub(super) const RULE: Rule = Rule {
    name: "request-in-top-frame",
    demand: "The request arrives in the browser's top-level frame.",
    rows: &["REQ-27"],
    judge,
};

/// So much of the encoded message tells it from others.
const TELLING: usize = 60;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let documents: Vec<_> = view.documents().collect();
    if documents.is_empty() {
        return Err("the browser's documents were not recorded".to_owned());
    }
    view.each_request(|request, _| {
        let address = without_query(&request.message.url);
        // A percent-encoded octet may be written in two ways; letters and digits stay.
        let start = request.message.raw.split('%').next().unwrap_or_default();
        let start: String = start.chars().take(TELLING).collect();
        let arrived = documents.iter().any(|document| {
            without_query(&document.url) == address
                && if request.by_redirect() { document.url.contains(&start) } else { document.method == "POST" }
        });
        (!arrived).then(|| "the request did not arrive in the top-level frame".to_owned())
    })
    .map(each_once)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, posted};
    use super::RULE;

    #[test]
    fn a_request_without_its_document_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.steps[1].documents.clear();
        assert_eq!(broken(RULE, &evidence), ["the request did not arrive in the top-level frame"]);
        evidence.steps.clear();
        assert_eq!(idle(RULE, &evidence), "the browser's documents were not recorded");
    }

    #[test]
    fn a_posted_request_arrives_by_post() {
        let mut evidence = posted("");
        assert_eq!(broken(RULE, &evidence), ["the request did not arrive in the top-level frame"]);
        evidence.steps[1].documents[1].method = "POST".to_owned();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}

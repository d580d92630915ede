use super::evidence_view::{caching, each_once, without_query};
use super::{EvidenceView, Judgement, Rule};
use crate::judge::at_idp;

/// Bindings 3.4.5.1 and 3.5.5.1: a cached answer would send an old request.
pub(super) const RULE: Rule = Rule {
    name: "request-forbids-caching",
    demand: "The SP's answer that carries the request forbids caching.",
    rows: &["REQ-30"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let documents: Vec<_> = view.documents().collect();
    let endpoint = without_query(&view.surroundings().idp_sso_url);
    let posts = |url: &str, method: &str| method == "POST" && !endpoint.is_empty() && without_query(url) == endpoint;
    let carries = |index: usize| {
        let redirects = documents[index].location.as_deref().is_some_and(|location| location.contains("SAMLRequest="));
        redirects || documents.get(index + 1).is_some_and(|next| posts(&next.url, &next.method))
    };
    // The IdP's own login leads back to the request; that is no answer of the SP's.
    let of_sp = |index: &usize| !at_idp(&documents[*index].url, view.surroundings());
    let carriers: Vec<_> =
        (0..documents.len()).filter(of_sp).filter(|index| carries(*index)).map(|index| documents[index]).collect();
    if carriers.is_empty() {
        return Err("no answer of the SP carried an AuthnRequest".to_owned());
    }
    caching(&carriers).map(each_once)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle, posted};
    use super::RULE;

    #[test]
    fn an_answer_that_may_be_kept_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        let document = &mut evidence.steps[1].documents[0];
        document.headers = [("cache-control".to_owned(), "max-age=60".to_owned())].into();
        let told = "POST http://127.0.0.1:34567/company-login (HTTP 302) says Cache-Control: max-age=60";
        assert_eq!(broken(RULE, &evidence), [told]);
        evidence.steps[1].documents[0].location = None;
        assert_eq!(idle(RULE, &evidence), "no answer of the SP carried an AuthnRequest");
    }

    #[test]
    fn the_idps_own_login_that_leads_back_to_the_request_is_left_out() {
        let mut evidence = evidence();
        let mut idp = evidence.steps[1].documents[0].clone();
        idp.url = format!("{}login", evidence.surroundings.idp_base_url);
        idp.headers.clear();
        evidence.steps[1].documents.push(idp);
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }

    #[test]
    fn a_page_that_posts_the_request_carries_it_too() {
        let mut evidence = posted("");
        let documents = &mut evidence.steps[1].documents;
        documents[0].location = None;
        documents[0].headers = [("content-type".to_owned(), "text/html".to_owned())].into();
        documents[1].method = "POST".to_owned();
        documents[1].url.clone_from(&evidence.messages[0].url);
        let told = "POST http://127.0.0.1:34567/company-login (HTTP 302) has no Cache-Control";
        assert_eq!(broken(RULE, &evidence), [told]);
    }
}

use super::evidence_view::each_once;
use super::session_cookies;
use super::{EvidenceView, Judgement, Rule};

/// OWASP, Session Management: what is not said is left to each browser.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-same-site",
    demand: "Cookies of the SP that sign-in brought have a SameSite attribute.",
    rows: &["FLO-16"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let unsaid = session_cookies(view)?.into_iter().filter(|cookie| cookie.same_site.is_none());
    Ok(each_once(unsaid.map(|cookie| format!("the cookie {} has no SameSite", cookie.name)).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn an_unsaid_same_site_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.cookies[0].same_site = None;
        assert_eq!(broken(RULE, &evidence), ["the cookie session has no SameSite"]);
    }
}

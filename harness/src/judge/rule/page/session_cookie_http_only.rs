use super::evidence_view::each_once;
use super::session_cookies;
use super::{EvidenceView, Judgement, Rule};

/// OWASP, Session Management: a script that got in must not take the session out.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-http-only",
    demand: "Cookies of the SP that sign-in brought are HttpOnly.",
    rows: &["FLO-16"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let open = session_cookies(view)?.into_iter().filter(|cookie| !cookie.http_only);
    Ok(each_once(open.map(|cookie| format!("the cookie {} is not HttpOnly", cookie.name)).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn a_readable_session_is_reported() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.cookies[0].http_only = false;
        assert_eq!(broken(RULE, &evidence), ["the cookie session is not HttpOnly"]);
        evidence.cookies[0].name = "XSRF-TOKEN".to_owned();
        assert_eq!(idle(RULE, &evidence), "sign-in brought no cookie of the SP");
    }
}

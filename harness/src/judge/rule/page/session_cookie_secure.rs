use super::evidence_view::each_once;
use super::session_cookies;
use super::{EvidenceView, Judgement, Rule};

/// OWASP, Session Management.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-secure",
    demand: "Cookies of the SP that sign-in brought are Secure, where the SP is https.",
    rows: &["FLO-16"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    if !view.surroundings().sp_base_url.starts_with("https://") {
        return Err("the SP is not https here".to_owned());
    }
    let open = session_cookies(view)?.into_iter().filter(|cookie| !cookie.secure);
    Ok(each_once(open.map(|cookie| format!("the cookie {} is not Secure", cookie.name)).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;

    #[test]
    fn a_session_that_goes_over_http_is_reported() {
        let mut evidence = evidence();
        assert_eq!(idle(RULE, &evidence), "the SP is not https here");
        evidence.surroundings.sp_base_url = "https://127.0.0.1:34567".to_owned();
        assert_eq!(broken(RULE, &evidence), ["the cookie session is not Secure"]);
        evidence.cookies[0].secure = true;
        assert_eq!(broken(RULE, &evidence), [""; 0]);
    }
}

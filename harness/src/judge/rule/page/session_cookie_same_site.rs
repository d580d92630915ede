use super::seen::each_once;
use super::session_cookies;
use super::{Judgement, Rule, Seen};

/// OWASP, Session Management: what is not said is left to each browser, and `None` protects from nothing.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-same-site",
    demand: "Cookies of the SP that sign-in brought are SameSite=Lax or Strict.",
    rows: &["FLO-16"],
    judge,
};

fn judge(seen: &Seen<'_>) -> Judgement {
    let told = session_cookies(seen)?.into_iter().filter_map(|cookie| match cookie.same_site.as_deref() {
        None => Some(format!("the cookie {} has no SameSite", cookie.name)),
        Some(none) if none.eq_ignore_ascii_case("none") => Some(format!("the cookie {} is SameSite=None", cookie.name)),
        Some(_) => None,
    });
    Ok(each_once(told.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence};
    use super::RULE;

    #[test]
    fn an_unsaid_same_site_is_told() {
        let mut evidence = evidence();
        assert_eq!(broken(RULE, &evidence), [""; 0]);
        evidence.cookies[0].same_site = None;
        assert_eq!(broken(RULE, &evidence), ["the cookie session has no SameSite"]);
        evidence.cookies[0].same_site = Some("None".to_owned());
        assert_eq!(broken(RULE, &evidence), ["the cookie session is SameSite=None"]);
    }
}

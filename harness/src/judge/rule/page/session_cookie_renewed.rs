use super::{EvidenceView, Judgement, Rule, same};

/// OWASP, Session Fixation: whoever planted a session identifier before sign-in must have nothing after it.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-renewed",
    demand: "Signing in once more brought at least one new cookie value of the SP.",
    rows: &["FLO-15", "ATK-44"],
    judge,
};

fn judge(view: &EvidenceView<'_>) -> Judgement {
    if !view.is_signed_in() {
        return Err("nobody is signed in at the end".to_owned());
    }
    let before = view.evidence.checks.last().ok_or("there was no look-up before the last sign-in")?;
    if view.evidence.idp_events.iter().filter(|event| event.sso_token_success).count() < 2 {
        return Err("the IdP was not asked a second time".to_owned());
    }
    let (before, after) = (view.of_sp(&before.cookies), view.of_sp(&view.evidence.cookies));
    let renewed = after.iter().any(|cookie| !before.iter().any(|old| same(old, cookie)));
    let names: Vec<&str> = after.iter().map(|cookie| cookie.name.as_str()).collect();
    let told = || format!("after sign-in the SP's cookies ({}) are those of before", names.join(", "));
    Ok((!renewed).then(told).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;
    use crate::evidence::{CaseEvidence, Check, Identity};
    use crate::sample::issued;

    fn signed_in_twice(digest: &str) -> CaseEvidence {
        let mut evidence = looked_up(digest);
        evidence.idp_events.push(issued("employee@acme.test"));
        evidence
    }

    fn looked_up(digest: &str) -> CaseEvidence {
        let mut evidence = evidence();
        let mut cookies = evidence.cookies.clone();
        cookies[0].digest = digest.to_owned();
        let identity = Identity { user: Some("employee@acme.test".to_owned()), ..Identity::default() };
        evidence.checks.push(Check { name: "signed in: employee".to_owned(), demanded: None, identity, cookies });
        evidence
    }

    #[test]
    fn a_session_that_stays_is_reported() {
        assert_eq!(broken(RULE, &signed_in_twice("another")), [""; 0]);
        let same = evidence().cookies[0].digest.clone();
        let told = ["after sign-in the SP's cookies (session) are those of before"];
        assert_eq!(broken(RULE, &signed_in_twice(&same)), told);
        assert_eq!(idle(RULE, &evidence()), "there was no look-up before the last sign-in");
        assert_eq!(idle(RULE, &looked_up("another")), "the IdP was not asked a second time");
    }
}

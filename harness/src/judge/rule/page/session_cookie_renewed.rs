use super::{Judgement, Rule, Seen, before_sign_in, same};

/// OWASP, Session Fixation: whoever planted a session identifier before sign-in must have nothing after it.
pub(super) const RULE: Rule = Rule {
    name: "session-cookie-renewed",
    demand: "Sign-in brought at least one new cookie value of the SP.",
    rows: &["FLO-15", "ATK-44"],
    judge,
};

fn judge(seen: &Seen<'_>) -> Judgement {
    if !seen.is_signed_in() {
        return Err("nobody is signed in at the end".to_owned());
    }
    let before = before_sign_in(seen).ok_or("there was no look-up before sign-in")?;
    let after = seen.of_sp(&seen.evidence.cookies);
    let renewed = after.iter().any(|cookie| !before.iter().any(|old| same(old, cookie)));
    let names: Vec<&str> = after.iter().map(|cookie| cookie.name.as_str()).collect();
    let told = || format!("after sign-in the SP's cookies ({}) are those of before", names.join(", "));
    Ok((!renewed).then(told).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{broken, evidence, idle};
    use super::RULE;
    use crate::evidence::{CaseEvidence, Check, Identity, Page};

    fn looked_up_before(digest: &str) -> CaseEvidence {
        let mut evidence = evidence();
        let mut cookies = evidence.cookies.clone();
        cookies[0].digest = digest.to_owned();
        let identity = Identity { user: None, page: Page::default() };
        evidence.checks.push(Check { name: "signed in: nobody".to_owned(), demanded: None, identity, cookies });
        evidence
    }

    #[test]
    fn a_session_that_stays_is_told() {
        assert_eq!(broken(RULE, &looked_up_before("another")), [""; 0]);
        let same = evidence().cookies[0].digest.clone();
        let told = ["after sign-in the SP's cookies (session) are those of before"];
        assert_eq!(broken(RULE, &looked_up_before(&same)), told);
        assert_eq!(idle(RULE, &evidence()), "there was no look-up before sign-in");
    }
}

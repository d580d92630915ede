//! What kept a login from showing what the SP does, though all of ours went well: another IdP, or a limit on logins.

use mock_idp::journal::{Binding, Direction};

use super::other_idp;
use crate::evidence::{CaseEvidence, Message};
use crate::outcome::{Outcome, OutcomeKind};

/// An answer by which the SP says that it is asked too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginLimit {
    /// HTTP status: 429, or 403 or 503 with a time to wait.
    pub status: u16,
    /// Where.
    pub url: String,
    /// `Retry-After` as it was sent (RFC 9110 10.2.3); absent: the SP does not say how long.
    pub retry_after: Option<String>,
}

impl LoginLimit {
    /// As `HTTP 429 at http://…/acs (Retry-After: 60)`.
    pub fn in_words(&self) -> String {
        let after = self.retry_after.as_ref().map(|after| format!(" (Retry-After: {after})")).unwrap_or_default();
        format!("HTTP {} at {}{after}", self.status, self.url)
    }
}

/// The first answer by which the SP limited what was done, in whatever part of it.
pub fn login_limit(evidence: &CaseEvidence) -> Option<LoginLimit> {
    let documents = evidence.steps.iter().flat_map(|step| &step.documents);
    let of_documents = documents.filter_map(|document| {
        let retry_after = document.headers.get("retry-after").cloned();
        let status = document.status?;
        let is_limit = status == 429 || matches!(status, 403 | 503) && retry_after.is_some();
        is_limit.then(|| LoginLimit { status, url: document.url.clone(), retry_after })
    });
    let sign_outs = evidence.sign_outs.iter().filter_map(|sign_out| sign_out.identity.as_ref());
    let looked_up = evidence.checks.iter().map(|check| &check.identity).chain(sign_outs).chain(&evidence.identity);
    let of_look_ups = looked_up.filter(|identity| identity.page.status == Some(429));
    let of_look_ups =
        of_look_ups.map(|identity| LoginLimit { status: 429, url: identity.page.url.clone(), retry_after: None });
    let mut limits = of_documents.chain(of_look_ups);
    limits.next()
}

/// How many responses by redirect make a circle. No flow asks for more than two.
const CIRCLE: usize = 5;

/// Why the SP cannot be given a response by redirect, in words: a GET of its ACS begins a login, which the IdP answers.
pub(super) fn login_by_get(evidence: &CaseEvidence, seen: &Outcome) -> Option<String> {
    let by_redirect = |message: &&Message| message.direction == Direction::Out && message.binding == Binding::Redirect;
    let is_circle = evidence.messages.iter().filter(by_redirect).count() >= CIRCLE;
    (is_circle && seen.kind == OutcomeKind::NoAnswer).then(|| {
        "the SP takes a GET of its ACS for the beginning of a login, so it cannot be given a response by redirect"
            .to_owned()
    })
}

/// Why nothing can be read from `evidence`, in words. `is_typed` says whether a customer typed the IdP's address, who may
/// have erred.
pub(super) fn hindrance(evidence: &CaseEvidence, is_typed: bool) -> Option<String> {
    let limited = |limit: LoginLimit| {
        let what = "say under `pace` how many it takes, as `pace = \"5/m\"`";
        format!("the SP limits logins: {}, after all waiting; {what}", limit.in_words())
    };
    login_limit(evidence).map(limited).or_else(|| other_idp::led_to(evidence, is_typed))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample::{EMPLOYEE, identity, login};

    #[rstest]
    #[case::too_many(429, None, true)]
    #[case::forbidden(403, None, false)]
    #[case::forbidden_for_now(403, Some("60"), true)]
    #[case::maintenance(503, Some("Wed, 21 Oct 2026 07:28:00 GMT"), true)]
    #[case::broken(503, None, false)]
    #[case::elsewhere(302, Some("60"), false)]
    fn a_limit_is_told_from_a_refusal(#[case] status: u16, #[case] after: Option<&str>, #[case] is_limit: bool) {
        let mut evidence = login("login/a", status, None);
        let last = evidence.steps.last_mut().and_then(|step| step.documents.last_mut()).unwrap();
        last.headers.extend(after.map(|after| ("retry-after".to_owned(), after.to_owned())));
        assert_eq!(login_limit(&evidence).is_some(), is_limit);
        assert_eq!(hindrance(&evidence, true).is_some(), is_limit);
    }

    #[test]
    fn a_circle_of_responses_by_redirect_is_no_refusal() {
        let mut evidence = login("attack/a", 200, None);
        let mut sent = evidence.messages.pop().unwrap();
        sent.binding = Binding::Redirect;
        let mut seen = crate::judge::outcome(&evidence).unwrap();
        seen.kind = OutcomeKind::NoAnswer;
        evidence.messages.push(sent.clone());
        assert_eq!(login_by_get(&evidence, &seen), None);
        evidence.messages.extend(vec![sent.clone(); 3]);
        assert_eq!(login_by_get(&evidence, &seen), None, "four responses, and the request that was sent by redirect");
        evidence.messages.push(sent);
        assert!(login_by_get(&evidence, &seen).is_some());
        seen.kind = OutcomeKind::SignedIn;
        assert_eq!(login_by_get(&evidence, &seen), None);
    }

    #[test]
    fn a_look_up_may_be_limited_too() {
        let mut evidence = login("login/a", 200, Some(EMPLOYEE));
        assert_eq!(login_limit(&evidence), None);
        let mut limited = identity(None);
        limited.page.status = Some(429);
        evidence.identity = Some(limited);
        assert_eq!(login_limit(&evidence).map(|limit| limit.status), Some(429));
    }

    #[test]
    fn a_limit_is_said_with_the_time_that_the_sp_asks_for() {
        let mut limit = LoginLimit { status: 429, url: "http://sp/acs".to_owned(), retry_after: None };
        assert_eq!(limit.in_words(), "HTTP 429 at http://sp/acs");
        limit.retry_after = Some("60".to_owned());
        assert_eq!(limit.in_words(), "HTTP 429 at http://sp/acs (Retry-After: 60)");
    }
}

//! Evidence for tests of rules: a login where all is in order, and what a rule says when one thing is not.

use super::{Rule, Seen};
use crate::evidence::CaseEvidence;
use crate::report::sample as run;

/// A login with one AuthnRequest; nothing to find fault with.
pub(super) fn evidence() -> CaseEvidence {
    run::login("conformance/rule", 303, Some(run::EMPLOYEE))
}

/// What `rule` says.
pub(super) fn broken(rule: Rule, evidence: &CaseEvidence) -> Vec<String> {
    (rule.judge)(&Seen::of(evidence)).unwrap_or_else(|reason| panic!("{}: nothing to judge: {reason}", rule.name))
}

/// Why `rule` has nothing to judge.
pub(super) fn idle(rule: Rule, evidence: &CaseEvidence) -> String {
    match (rule.judge)(&Seen::of(evidence)) {
        Ok(found) => panic!("{} judged: {found:?}", rule.name),
        Err(reason) => reason,
    }
}

/// What `rule` says once `from` is `to` in the AuthnRequest; before, it says nothing.
pub(super) fn request(rule: Rule, from: &str, to: &str) -> Vec<String> {
    let mut evidence = evidence();
    assert_eq!(broken(rule, &evidence), [""; 0], "{}: the plain AuthnRequest", rule.name);
    let xml = &mut evidence.messages[0].xml;
    assert!(xml.contains(from), "`{from}` is not in {xml}");
    *xml = xml.replace(from, to);
    broken(rule, &evidence)
}

/// A login with two AuthnRequests, the second with the ID `id`.
pub(super) fn two_requests(id: &str) -> CaseEvidence {
    let mut evidence = evidence();
    let mut second = evidence.messages[0].clone();
    second.xml = second.xml.replace(run::REQUEST_ID, id).replace("01:53:05Z", "01:53:06Z");
    evidence.messages.push(second);
    evidence
}

//! `window-wrong`: An assertion that is never valid.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "window-wrong",
    severity: Severity::Error,
    finds: "An assertion that is never valid.",
    why: "NotBefore is not before NotOnOrAfter, or the message was made outside of the time in which it is valid: the IdP's clock is wrong.",
    mend: "Set the IdP's clock by NTP.",
    step: None,
    refs: &["SAML core 2.5.1.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let (before, after) = (response.not_before.as_ref(), response.not_on_or_after.as_ref());
    let (start, end) = (before.and_then(Value::as_time), after.and_then(Value::as_time));
    let made = response.issue_instant.as_ref().and_then(Value::as_time);
    let found =
        |value: Option<&Value>, message| vec![Found::at(value.map_or(response.span, |value| value.span), message)];
    if start.zip(end).is_some_and(|(start, end)| start >= end) {
        found(after, "NotOnOrAfter is not after NotBefore")
    } else if made.zip(end).is_some_and(|(made, end)| made >= end) {
        found(after, "the response was made after the assertion had expired")
    } else if made.zip(start).is_some_and(|(made, start)| made < start) {
        found(before, "the response was made before the assertion is valid")
    } else {
        Vec::new()
    }
}

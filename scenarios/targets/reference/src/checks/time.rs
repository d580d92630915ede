//! Now lies within what the bearer confirmation and the conditions allow (saml-core-2.0 2.4.1.2, 2.5.1.2;
//! saml-profiles-2.0 4.1.4.2), give or take [`SKEW`].

use jiff::{SignedDuration, Timestamp};

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

/// By how much the clocks of IdP and SP may differ.
pub const SKEW: SignedDuration = SignedDuration::from_secs(60);

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let bearer = response.bearer(expected.acs_url);
    match bearer.and_then(|bearer| bearer.not_on_or_after.as_deref()) {
        Some(end) => ended("the bearer confirmation", end, expected.now)?,
        None => return Err(Refusal::new("time", "the bearer confirmation has no NotOnOrAfter")),
    }
    let Some(conditions) = &response.assertion.conditions else { return Ok(()) };
    if let Some(start) = &conditions.not_before
        && expected.now < moment("the conditions", start)?.saturating_sub(SKEW).unwrap_or(Timestamp::MAX)
    {
        return Err(Refusal::new("time", format!("the conditions hold from {start} on")));
    }
    conditions.not_on_or_after.as_ref().map_or(Ok(()), |end| ended("the conditions", end, expected.now))
}

fn ended(what: &str, end: &str, now: Timestamp) -> Result<(), Refusal> {
    // The instant itself is already too late: NotOnOrAfter.
    if now >= moment(what, end)?.saturating_add(SKEW).unwrap_or(Timestamp::MAX) {
        return Err(Refusal::new("time", format!("{what} held until {end}")));
    }
    Ok(())
}

fn moment(what: &str, text: &str) -> Result<Timestamp, Refusal> {
    instant(text).ok_or_else(|| Refusal::new("time", format!("{what}: `{text}` is not a UTC time")))
}

/// Reads an xs:dateTime in UTC form, as saml-core-2.0 1.3.3 demands: `2026-11-24T01:02:03.456Z`.
pub fn instant(text: &str) -> Option<Timestamp> {
    let shape = text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T') && text.ends_with('Z');
    if shape { text.parse().ok() } else { None }
}

//! Now lies within what the bearer confirmation and the conditions allow (saml-core-2.0 2.4.1.2, 2.5.1.2;
//! saml-profiles-2.0 4.1.4.2), give or take [`SKEW`].

use jiff::{SignedDuration, Timestamp};

use super::{Expected, bearer};
use crate::refusal::Refusal;
use crate::response::{Confirmation, VerifiedResponse};

/// By how much the clocks of IdP and SP may differ.
pub const SKEW: SignedDuration = SignedDuration::from_mins(3);

/// How long a confirmation may hold: a sign-in takes minutes, and what was taken is remembered that long.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    if let Some(bearer) = bearer(response, expected) {
        confirmation_holds(bearer, expected)?;
    }
    let Some(conditions) = &response.assertion.conditions else { return Ok(()) };
    let start = conditions.not_before.as_deref().map(|start| moment("the conditions", start)).transpose()?;
    let end = conditions.not_on_or_after.as_deref().map(|end| moment("the conditions", end)).transpose()?;
    if let (Some(start), Some(end)) = (start, end)
        && start >= end
    {
        return Err(Refusal::new("time", format!("the conditions hold from {start} until {end}, which is never")));
    }
    if let Some(start) = start
        && expected.now < start.saturating_sub(SKEW).unwrap_or(Timestamp::MIN)
    {
        return Err(Refusal::new("time", format!("the conditions hold from {start} on")));
    }
    end.map_or(Ok(()), |end| ended("the conditions", end, expected.now))
}

/// The confirmation has an end, and it is not yet there, nor far off.
pub(super) fn confirmation_holds(bearer: &Confirmation, expected: &Expected<'_>) -> Result<(), Refusal> {
    const WHAT: &str = "the bearer confirmation";
    match &bearer.not_on_or_after {
        Some(end) => {
            let end = moment(WHAT, end)?;
            if end > expected.now.saturating_add(LONGEST).unwrap_or(Timestamp::MAX) {
                return Err(Refusal::new("time", format!("{WHAT} holds until {end}, far longer than a sign-in takes")));
            }
            ended(WHAT, end, expected.now)
        }
        None => Err(Refusal::new("time", "the bearer confirmation has no NotOnOrAfter")),
    }
}

fn ended(what: &str, end: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    // The instant itself is already too late: NotOnOrAfter.
    if now >= end.saturating_add(SKEW).unwrap_or(Timestamp::MAX) {
        return Err(Refusal::new("time", format!("{what} held until {end}")));
    }
    Ok(())
}

fn moment(what: &str, text: &str) -> Result<Timestamp, Refusal> {
    instant(text).ok_or_else(|| Refusal::new("time", format!("{what}: `{text}` is not a UTC time")))
}

/// Reads an xs:dateTime in UTC form, as saml-core-2.0 1.3.3 demands: `2026-11-24T01:02:03.456Z`, with any number
/// of digits behind the point, and no leap second.
pub fn instant(text: &str) -> Option<Timestamp> {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let (whole, fraction) = text.strip_suffix('Z')?.split_at_checked(SHAPE.len())?;
    let fits = |(letter, shape): (u8, &u8)| if *shape == b'd' { letter.is_ascii_digit() } else { letter == *shape };
    let digits = fraction.strip_prefix('.').unwrap_or_default();
    let fraction_fits = fraction.is_empty() || (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !whole.bytes().zip(SHAPE).all(fits) || !fraction_fits || whole.ends_with(":60") {
        return None;
    }
    // The library takes nine digits.
    let nanoseconds = digits.get(..9).unwrap_or(digits);
    format!("{whole}.{nanoseconds:0<9}Z").parse().ok()
}

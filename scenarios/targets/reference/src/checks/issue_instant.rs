//! Response and assertion say when they were made: not in the future, and an answer not before its request
//! (saml-core-2.0 1.3.3, 2.3.3, 3.2.2).

use jiff::{SignedDuration, Timestamp};

use super::Expected;
use super::time::{SKEW, instant};
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

/// A response that comes unasked was made just now, too.
const FRESH: SignedDuration = SignedDuration::from_mins(30);

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let made = moment("Response", &response.response.issue_instant, expected)?;
    moment("Assertion", &response.assertion.issue_instant, expected)?;
    let asked = response.response.in_response_to.as_ref().and_then(|id| expected.pending.get(id));
    let earliest = asked.copied().unwrap_or_else(|| expected.now.saturating_sub(FRESH).unwrap_or(Timestamp::MIN));
    if made < earliest.saturating_sub(SKEW).unwrap_or(Timestamp::MIN) {
        let reason = format!("the Response was made at {}, long before it could be", response.response.issue_instant);
        return Err(Refusal::new("issue_instant", reason));
    }
    Ok(())
}

fn moment(part: &str, text: &str, expected: &Expected<'_>) -> Result<Timestamp, Refusal> {
    let Some(made) = instant(text) else {
        return Err(Refusal::new("issue_instant", format!("the IssueInstant of the {part} is `{text}`")));
    };
    if made > expected.now.saturating_add(SKEW).unwrap_or(Timestamp::MAX) {
        return Err(Refusal::new("issue_instant", format!("the {part} was made at {text}, which is yet to come")));
    }
    Ok(made)
}

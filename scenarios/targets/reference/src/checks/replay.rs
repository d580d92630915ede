//! The assertion was not taken before (saml-profiles-2.0 4.1.4.5).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    if expected.seen.contains(&expected.replay_key) {
        return Err(Refusal::new("replay", format!("the assertion {} was taken before", response.assertion.id)));
    }
    Ok(())
}

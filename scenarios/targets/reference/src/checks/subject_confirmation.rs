//! The subject is confirmed as bearer, with data that has no NotBefore (saml-profiles-2.0 4.1.4.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let Some(bearer) = response.bearer(expected.acs_url) else {
        return Err(Refusal::new("subject_confirmation", "no SubjectConfirmation with the method bearer"));
    };
    if bearer.not_before.is_some() {
        return Err(Refusal::new("subject_confirmation", "the bearer confirmation has a NotBefore"));
    }
    Ok(())
}

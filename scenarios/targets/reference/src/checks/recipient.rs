//! The bearer confirmation is addressed to this ACS (saml-profiles-2.0 4.1.4.2, 4.1.4.3).

use super::{Expected, bearer};
use crate::refusal::Refusal;
use crate::response::{Confirmation, VerifiedResponse};

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    bearer(response, expected).map_or(Ok(()), |bearer| holds(bearer, expected))
}

pub(super) fn holds(bearer: &Confirmation, expected: &Expected<'_>) -> Result<(), Refusal> {
    match bearer.recipient.as_deref() {
        Some(recipient) if recipient == expected.acs_url => Ok(()),
        Some(recipient) => Err(Refusal::new("recipient", format!("`{recipient}` is not `{}`", expected.acs_url))),
        None => Err(Refusal::new("recipient", "the bearer confirmation names no Recipient")),
    }
}

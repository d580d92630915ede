//! The subject is confirmed as bearer, with data that has no NotBefore (saml-profiles-2.0 4.1.4.2).

use super::{Expected, bearer};
use crate::refusal::Refusal;
use crate::response::{Confirmation, VerifiedResponse};

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    match bearer(response, expected) {
        Some(bearer) => holds(bearer),
        None => Err(Refusal::new("subject_confirmation", "no SubjectConfirmation with the method bearer")),
    }
}

pub(super) fn holds(bearer: &Confirmation) -> Result<(), Refusal> {
    match bearer.not_before {
        Some(_) => Err(Refusal::new("subject_confirmation", "the bearer confirmation has a NotBefore")),
        None => Ok(()),
    }
}

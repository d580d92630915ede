//! The response answers a request that this very browser made and that is still open, or comes unasked where the
//! settings allow that (saml-profiles-2.0 4.1.4.2, 4.1.4.3, 4.1.5).

use super::{Expected, bearer};
use crate::refusal::Refusal;
use crate::response::{Confirmation, VerifiedResponse};

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    if let Some(bearer) = bearer(response, expected) {
        holds(bearer, response)?;
    }
    match response.response.in_response_to.as_deref() {
        Some(id) if expected.pending.contains_key(id) => Ok(()),
        Some(id) => Err(Refusal::new("in_response_to", format!("this browser has no open request {id}"))),
        None if expected.allow_idp_initiated => Ok(()),
        None => Err(Refusal::new("in_response_to", "unasked, and the settings do not allow that")),
    }
}

/// The confirmation says the same as the Response.
pub(super) fn holds(bearer: &Confirmation, response: &VerifiedResponse) -> Result<(), Refusal> {
    let (envelope, bearer) = (&response.response.in_response_to, &bearer.in_response_to);
    if envelope == bearer {
        return Ok(());
    }
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let reason = format!("the Response says {}, its assertion {}", said(envelope), said(bearer));
    Err(Refusal::new("in_response_to", reason))
}

//! The response answers a request that this very browser made and that is still open, or comes unasked where the
//! settings allow that (saml-profiles-2.0 4.1.4.2, 4.1.4.3, 4.1.5).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let envelope = response.response.in_response_to.as_deref();
    let bearer = response.bearer(expected.acs_url).and_then(|bearer| bearer.in_response_to.as_deref());
    if envelope != bearer {
        let said = |value: Option<&str>| value.unwrap_or("none").to_owned();
        let reason = format!("the Response says {}, its assertion {}", said(envelope), said(bearer));
        return Err(Refusal::new("in_response_to", reason));
    }
    match envelope {
        Some(id) if expected.pending.contains(id) => Ok(()),
        Some(id) => Err(Refusal::new("in_response_to", format!("this browser has no open request {id}"))),
        None if expected.allow_idp_initiated => Ok(()),
        None => Err(Refusal::new("in_response_to", "unasked, and the settings do not allow that")),
    }
}

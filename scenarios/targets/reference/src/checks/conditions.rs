//! Every condition is understood, and none that may stand there once stands there twice (saml-core-2.0 2.5.1,
//! 2.5.1.5, 2.5.1.6: an assertion for which that does not hold is not valid).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    let Some(conditions) = &response.assertion.conditions else { return Ok(()) };
    if let Some(name) = conditions.unknown.first() {
        return Err(Refusal::new("conditions", format!("the condition `{name}` is not understood")));
    }
    if conditions.one_time_uses > 1 || conditions.proxy_restrictions > 1 {
        return Err(Refusal::new("conditions", "more than one OneTimeUse or ProxyRestriction"));
    }
    Ok(())
}

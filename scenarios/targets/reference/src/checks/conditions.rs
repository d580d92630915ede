//! Every condition is understood (saml-core-2.0 2.5.1: a condition that is not makes the assertion invalid).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    let unknown = response.assertion.conditions.iter().flat_map(|conditions| &conditions.unknown).next();
    match unknown {
        Some(name) => Err(Refusal::new("conditions", format!("the condition `{name}` is not understood"))),
        None => Ok(()),
    }
}

//! The status is success (saml-core-2.0 3.2.2.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    let status = &response.response.status;
    if status == "urn:oasis:names:tc:SAML:2.0:status:Success" {
        return Ok(());
    }
    let second = response.response.second_status.as_deref().unwrap_or("none");
    Err(Refusal::new("status", format!("the status is `{status}`, second level {second}")))
}

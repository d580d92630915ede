//! Version 2.0 of both (saml-core-2.0 2.3.3, 3.2.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    for (name, version) in [("Response", &response.response.version), ("Assertion", &response.assertion.version)] {
        if version != "2.0" {
            return Err(Refusal::new("version", format!("the {name} has version `{version}`")));
        }
    }
    Ok(())
}

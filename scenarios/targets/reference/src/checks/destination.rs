//! A Destination is this ACS; a signed response must name one (saml-bindings-2.0 3.5.5.2, saml-core-2.0 3.2.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::{Part, VerifiedResponse};

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    match &response.response.destination {
        Some(destination) if destination == expected.acs_url => Ok(()),
        Some(destination) => Err(Refusal::new("destination", format!("`{destination}` is not `{}`", expected.acs_url))),
        None if response.is_signed(Part::Response) => {
            Err(Refusal::new("destination", "the Response is signed and names no Destination"))
        }
        None => Ok(()),
    }
}

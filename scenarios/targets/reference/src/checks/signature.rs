//! What the settings demand to be signed is signed (saml-profiles-2.0 4.1.4.5, 4.1.3.5).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::{Part, VerifiedResponse};
use crate::settings::Accepts;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let assertion = response.is_signed(Part::Assertion);
    let envelope = response.is_signed(Part::Response);
    match expected.accepts {
        Accepts::Assertion if !assertion => Err(Refusal::new("signature", "the Assertion is not signed")),
        Accepts::Response if !envelope => Err(Refusal::new("signature", "the Response is not signed")),
        Accepts::Either if !assertion && !envelope => Err(Refusal::new("signature", "nothing is signed")),
        _ => Ok(()),
    }
}

//! The issuer is the Identity Provider Issuer that the company typed, to the letter (saml-profiles-2.0 4.1.4.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::{Issuer, Part, VerifiedResponse};

const ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    match &response.response.issuer {
        Some(issuer) => one("Response", issuer, expected)?,
        None if response.is_signed(Part::Response) || response.encrypted => {
            return Err(Refusal::new("issuer", "the Response is signed or encrypted and names no Issuer"));
        }
        None => {}
    }
    match &response.assertion.issuer {
        Some(issuer) => one("Assertion", issuer, expected),
        None => Err(Refusal::new("issuer", "the Assertion names no Issuer")),
    }
}

fn one(part: &str, issuer: &Issuer, expected: &Expected<'_>) -> Result<(), Refusal> {
    if issuer.format.as_deref().is_some_and(|format| format != ENTITY) {
        return Err(Refusal::new("issuer", format!("the Issuer of the {part} is not an entity identifier")));
    }
    if issuer.value != expected.issuer {
        let reason = format!("the {part} is by `{}`, the settings say `{}`", issuer.value, expected.issuer);
        return Err(Refusal::new("issuer", reason));
    }
    Ok(())
}

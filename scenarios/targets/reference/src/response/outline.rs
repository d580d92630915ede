//! Whose response it claims to be, before anything is verified.

use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::xml::SAML;

/// What chooses the company whose settings judge the response. Nothing else may rely on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Issuer of the response, or of its assertion when the response names none.
    pub issuer: Option<String>,
    /// Request that it says it answers.
    pub in_response_to: Option<String>,
}

/// Reads the outline of an unverified response.
pub fn outline(xml: &str, hooks: &Hooks) -> Result<Outline, Refusal> {
    let document = (hooks.parse)(xml)?;
    let response = (hooks.response)(&document)?;
    let issuer = response.first(SAML, "Issuer").or_else(|| response.first(SAML, "Assertion")?.first(SAML, "Issuer"));
    Ok(Outline {
        issuer: issuer.and_then(|issuer| issuer.text().ok()),
        in_response_to: response.attribute("InResponseTo").map(str::to_owned),
    })
}

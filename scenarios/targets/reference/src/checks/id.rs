//! Response and assertion have an ID, and it is an NCName (saml-core-2.0 1.3.4, 2.3.3, 3.2.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    for (part, id) in [("Response", &response.response.id), ("Assertion", &response.assertion.id)] {
        if !is_nc_name(id) {
            return Err(Refusal::new("id", format!("the ID of the {part} is `{id}`")));
        }
    }
    Ok(())
}

fn is_nc_name(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|letter| letter.is_alphanumeric() || ['_', '-', '.', '\u{b7}'].contains(&letter))
}

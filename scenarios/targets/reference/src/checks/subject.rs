//! The subject is named by a NameID (saml-core-2.0 2.4.1). Whose it is, [`people`](crate::people) tells.

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, _: &Expected<'_>) -> Result<(), Refusal> {
    match response.assertion.name_id.as_deref() {
        None => Err(Refusal::new("subject", "no NameID")),
        Some(name_id) if name_id.trim().is_empty() => Err(Refusal::new("subject", "the NameID is empty")),
        Some(_) => Ok(()),
    }
}

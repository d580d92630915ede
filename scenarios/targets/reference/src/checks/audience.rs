//! Every audience restriction names this SP, and there is one (saml-core-2.0 2.5.1.4, saml-profiles-2.0 4.1.4.2).

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let conditions = response.assertion.conditions.iter();
    let restrictions: Vec<_> = conditions.flat_map(|conditions| &conditions.audience_restrictions).collect();
    if restrictions.is_empty() {
        return Err(Refusal::new("audience", "no AudienceRestriction"));
    }
    match restrictions.iter().find(|audiences| !audiences.iter().any(|audience| audience == expected.entity_id)) {
        Some(audiences) => {
            let reason = format!("`{}` is not `{}`", audiences.join("`, `"), expected.entity_id);
            Err(Refusal::new("audience", reason))
        }
        None => Ok(()),
    }
}

//! The subject is named by a NameID or by nothing but attributes, in nobody's terms but the IdP's (saml-core-2.0 2.2.2, 2.4.1). Whose it is,
//! [`people`](crate::people) tells.

use super::Expected;
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let refuse = |reason: String| Err(Refusal::new("subject", reason));
    let Some(name_id) = &response.assertion.name_id else {
        // An IdP may leave the name to an attribute (SAML2Int SDP-SP13), but not name somebody in a way that is not read.
        let nobody = response.assertion.named_otherwise || response.assertion.confirmations.is_empty();
        return if nobody { refuse("no NameID".to_owned()) } else { Ok(()) };
    };
    if name_id.value.trim().is_empty() {
        return refuse("the NameID is empty".to_owned());
    }
    // The same text with another qualifier is another name.
    for (qualifier, own) in
        [(&name_id.name_qualifier, expected.issuer), (&name_id.sp_name_qualifier, expected.entity_id)]
    {
        if let Some(qualifier) = qualifier.as_deref().filter(|qualifier| *qualifier != own) {
            return refuse(format!("the NameID is qualified by `{qualifier}`, which is not `{own}`"));
        }
    }
    Ok(())
}

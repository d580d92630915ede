//! The assertion says when and how the person authenticated, in a session that still lasts (saml-profiles-2.0
//! 4.1.4.2, saml-core-2.0 2.7.2).

use jiff::Timestamp;

use super::Expected;
use super::time::{SKEW, instant};
use crate::refusal::Refusal;
use crate::response::VerifiedResponse;

pub(super) fn check(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    if response.assertion.authn_statements.is_empty() {
        return Err(Refusal::new("authn_statement", "no AuthnStatement"));
    }
    for statement in &response.assertion.authn_statements {
        let at = statement.authn_instant.as_deref().unwrap_or_default();
        if instant(at).is_none_or(|at| at > expected.now.saturating_add(SKEW).unwrap_or(Timestamp::MAX)) {
            return Err(Refusal::new("authn_statement", format!("the AuthnInstant `{at}` is none or yet to come")));
        }
        if !statement.has_context {
            return Err(Refusal::new("authn_statement", "no AuthnContext with a class or a declaration"));
        }
        let Some(end) = &statement.session_not_on_or_after else { continue };
        let Some(moment) = instant(end) else {
            return Err(Refusal::new("authn_statement", format!("SessionNotOnOrAfter `{end}` is not a UTC time")));
        };
        if expected.now >= moment.saturating_add(SKEW).unwrap_or(Timestamp::MAX) {
            return Err(Refusal::new("authn_statement", format!("the session at the IdP ended at {end}")));
        }
    }
    Ok(())
}

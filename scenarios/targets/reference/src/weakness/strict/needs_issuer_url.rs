//! An Issuer that is no URL is refused.
//!
//! An entity ID is a URI (saml-core-2.0 8.3.6); what people type into an admin portal often is a word.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let issuer = response.assertion.issuer.as_ref().map(|issuer| issuer.value.as_str());
        let is_url = issuer.is_some_and(|issuer| url::Url::parse(issuer).is_ok());
        demand::not(!is_url).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};

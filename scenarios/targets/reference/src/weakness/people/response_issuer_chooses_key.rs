//! The key is that of the IdP which the Response names, the company that which the assertion names.
//!
//! Each of the two is verified by itself, and nobody asks whether they are the same (CVE-2023-41890).

use crate::checks;
use crate::hooks::Hooks;
use crate::people::COMPANIES;
use crate::refusal::Refusal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |store, _| {
        let stored = COMPANIES.iter().filter_map(|company| store.settings.get(company.name));
        stored.flat_map(|settings| settings.idp.certificates.clone()).collect()
    },
    checks: |response, expected| {
        let named = response.assertion.issuer.as_ref().map(|issuer| issuer.value.as_str());
        if named != Some(expected.issuer) {
            return Err(Refusal::new("issuer", "the Assertion is by another IdP"));
        }
        checks::but(&["issuer"], response, expected)
    },
    ..Hooks::SOUND
};

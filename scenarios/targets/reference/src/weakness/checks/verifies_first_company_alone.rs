//! Responses for the second company need no signature.
//!
//! Verification was set up for the first company, and is off for those that came after it.

use crate::checks;
use crate::hooks::Hooks;
use crate::people::COMPANIES;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        let later = COMPANIES.iter().skip(1).any(|company| xml.contains(&format!("{}</", company.name)));
        Ok(if later { unverified::marked(&xml) } else { xml })
    },
    signed: unverified::signed,
    checks: |response, expected| {
        let later = COMPANIES.iter().skip(1).any(|company| expected.issuer.ends_with(company.name));
        let names: &[&str] = if later { &["signature"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};

//! External entities and DTDs are fetched.
//!
//! Every address in a DOCTYPE is fetched before anything is verified (CVE-2016-10149, CVE-2024-52806).

use crate::hooks::Hooks;
use crate::weakness::lenient::dtd;
use crate::weakness::lenient::fetch::fetch;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        dtd::addresses(&xml).iter().for_each(|address| fetch(address));
        Ok(dtd::expanded(&xml, str::to_owned))
    },
    ..Hooks::SOUND
};

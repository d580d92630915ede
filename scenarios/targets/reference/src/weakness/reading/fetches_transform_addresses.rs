//! Addresses in an XSLT transform are fetched.
//!
//! An XSLT transform runs before the signature is verified, and loads what it names (CVE-2022-47966).

use crate::hooks::Hooks;
use crate::weakness::lenient::fetch;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        fetch::all_in_stylesheets(&xml);
        Ok(xml)
    },
    ..Hooks::SOUND
};

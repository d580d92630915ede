//! Addresses in encrypted elements are fetched.
//!
//! CipherReference and RetrievalMethod of encrypted elements are followed.

use crate::hooks::Hooks;
use crate::weakness::lenient::fetch;
use crate::xml::{DS, XENC};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        fetch::all_in(&xml, |element| element.is(XENC, "CipherReference") || element.is(DS, "RetrievalMethod"), "URI");
        Ok(xml)
    },
    ..Hooks::SOUND
};

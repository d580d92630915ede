//! An XML attribute of another namespace goes before SAML's own.
//!
//! XML attributes are known by their local names: `x:Name` goes before `Name`.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::names;
use crate::weakness::lenient::texts::verified_after;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    parse: |xml| Ok(names::with_foreign_attributes(response::parse(xml)?)),
    signed: |document, certificates| verified_after(document, certificates, str::to_owned),
    ..Hooks::SOUND
};

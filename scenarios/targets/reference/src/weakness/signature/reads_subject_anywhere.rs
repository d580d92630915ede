//! Subject and attributes are looked for at any depth of the assertion.
//!
//! The first NameID and all attributes at any depth of the signed assertion are read, be they inside its Signature, which no
//! digest covers (CVE-2025-46573).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, SAML};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    name_id: |assertion| Ok(assertion.descendants().into_iter().find(|one| one.is(SAML, "NameID"))),
    attributes: |assertion| assertion.descendants().into_iter().filter(|one| one.is(SAML, "Attribute")).collect(),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    signatures: |root| root.descendants().into_iter().filter(|one| one.is(DS, "Signature")).collect(),
    ..Steps::USUAL
};

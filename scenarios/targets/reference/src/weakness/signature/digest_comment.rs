//! A comment in DigestValue counts as the digest.
//!
//! The first node in DigestValue is read, and be it a comment, which the signature does not cover (CVE-2025-29775).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;
use uppsala::NodeKind;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    digest_value: |reference| {
        let value = reference.first(DS, "DigestValue")?;
        match value.document.node_kind(value.document.first_child(value.id)?) {
            Some(NodeKind::Text(text) | NodeKind::CData(text) | NodeKind::Comment(text)) => Some(text.to_string()),
            _ => None,
        }
    },
    ..Steps::USUAL
};

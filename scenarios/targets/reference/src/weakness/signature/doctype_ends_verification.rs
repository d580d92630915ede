//! A document with a DOCTYPE is not verified.
//!
//! The verifier cannot cope with a document type declaration, and what it cannot cope with passes; the reader can
//! (CVE-2025-66475 class).

use crate::hooks::Hooks;
use crate::weakness::lenient::{dtd, unverified};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        let has_doctype = xml.contains("<!DOCTYPE");
        Ok(if has_doctype { unverified::marked(&dtd::expanded(&xml, str::to_owned)) } else { xml })
    },
    signed: unverified::signed,
    ..Hooks::SOUND
};

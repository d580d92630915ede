//! A declaration of another encoding than UTF-8 ends in a 500.
//!
//! A declaration that names another encoding than UTF-8 ends in a 500.

use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::routes::answer;
use crate::routes::internal;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| match demand::between(&xml, "encoding=\"", "\"?>") {
        Some(encoding) if encoding != "UTF-8" => Err(Refusal::new(CHECK, format!("no text in {encoding}"))),
        _ => Ok(xml),
    },
    refused: |refused| match refused.refusal.check {
        CHECK => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};

const CHECK: &str = "declaration";

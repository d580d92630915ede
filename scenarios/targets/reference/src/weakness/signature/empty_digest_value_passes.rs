//! A Reference with an empty DigestValue holds.
//!
//! An empty DigestValue is compared with nothing, and holds.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps =
    Steps { digest_holds: |digest| digest.stated.trim().is_empty() || lenient::digest_holds(digest), ..Steps::USUAL };

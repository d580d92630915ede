//! Of several elements that were encrypted as one the first is read, and any may be signed.
//!
//! What comes out of the decryption is put into the document as it is.

use crate::hooks::Hooks;
use crate::response::encrypted::{self, Way};
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| encrypted::open_by(&WAY, document, response, certificates, keys),
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const WAY: Way = Way { one_element: false, ..Way::SOUND };

const STEPS: Steps = Steps { parts: lenient::vouched, ..Steps::USUAL };

//! One message, and the SP is there for nobody any more: its process ends, or it lets nobody in.

mod exits_on_deep_nesting;
mod exits_on_malformed_signature;
mod locked_out_after_bad_signature;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] = &[
    Weakness::new(
        "exits-on-deep-nesting",
        "Elements nested deeply overflow the stack, which ends the process",
        &exits_on_deep_nesting::HOOKS,
    ),
    Weakness::new(
        "exits-on-malformed-signature",
        "A Signature that lacks a part ends the process",
        &exits_on_malformed_signature::HOOKS,
    ),
    Weakness::new(
        "locked-out-after-bad-signature",
        "After one signature that does not hold, nobody gets in any more",
        &locked_out_after_bad_signature::HOOKS,
    ),
];

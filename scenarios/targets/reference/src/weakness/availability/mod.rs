//! One message, and the SP is there for nobody any more: its process ends, or it lets nobody in.

pub mod exits_on_deep_nesting;
pub mod exits_on_malformed_signature;
pub mod locked_out_after_bad_signature;

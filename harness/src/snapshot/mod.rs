//! The outcome of a case as text that stays the same from run to run, kept in `snapshots/<target>/`.
//!
//! The text is made by [`text()`]: outcome, login, messages, events and cookies, with what varies taken out by the
//! ordered list in `normalise`. Files have insta's form, so `cargo insta review` shows what a run left behind.

mod compare;
mod file;
mod message;
mod normalise;
mod outcome_text;
mod shortened;
#[cfg(test)]
mod tests;

pub use compare::{Mode, SnapshotError, compare};
pub use normalise::{Normaliser, Variable, normalise, normalisers};
pub use outcome_text::text;

pub(crate) use message::indented;
pub(crate) use shortened::shortened;

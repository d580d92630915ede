//! What a case did, as text that stays the same from run to run, kept in `snapshots/<target>/`.
//!
//! The text is made by [`text()`] from the sections in `section/`: outcome, path, last page, and the difference to the
//! case's baseline. What varies is taken out by the ordered list in `normalise`. Files have insta's form, so
//! `cargo insta review` shows what a run left behind, too.

mod accepted;
mod baseline;
mod compare;
mod file;
mod identifiers;
mod lines;
mod normalise;
mod replaced;
mod review;
mod section;
mod shortened;
mod shortened_url;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod tree_diff;
mod view;

pub use accepted::accepted;
pub use baseline::{Baseline, BaselineError};
pub use compare::{Mode, SnapshotError, compare};
pub use normalise::{Normaliser, Variable, normalise, normalisers};
pub use review::{Pending, pending};
pub use text::text;

pub(crate) use shortened::shortened;
pub(crate) use tree::{Line, Shape, first_lines as tree};

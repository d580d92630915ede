//! From the loaded files to cases in lanes. Pure.

mod case;

pub use case::{Case, Control, GuideRun, Plan, Stage};

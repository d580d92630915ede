//! From the loaded files to cases in lanes. Pure.

mod case;
mod support;

pub use case::{Case, Control, GuideRun, Plan, Stage};
pub use support::unsupported;

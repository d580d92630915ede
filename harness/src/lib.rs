//! The harness: loads scenarios, guides and a target file; plans cases in lanes; runs them in a browser against
//! the mock IdP; judges the evidence; reports. Data flows one way, and only `run` touches the outside.

pub mod action;
pub mod case_id;
pub mod cli;
pub mod diagnostic;
pub mod evidence;
pub mod explain;
pub mod finding;
pub mod fixture;
pub mod guide;
pub mod judge;
pub mod judgement;
pub mod outcome;
pub mod placeholder;
pub mod plan;
pub mod record;
pub mod report;
pub mod requirement;
pub mod run;
#[cfg(test)]
pub(crate) mod sample;
pub mod scenario;
pub mod snapshot;
// Its folder is not called `target`: tools pass folders of that name by, since Cargo builds there.
#[path = "target_file/mod.rs"]
pub mod target;

//! The harness: loads scenarios, guides and a target file; plans cases, controls and lanes; runs them in a browser against
//! the mock IdP; judges the evidence; reports.
//!
//! Data flows one way, and `tests/layers.rs` holds that imports do, too. `plan`, `judge`, `finding` and `judgement` are pure:
//! they touch no file, network or clock. `run` starts programs and speaks to browser and SP; `cli` reads the command line
//! and prints. Files are read and written where they are understood: `diagnostic`, `scenario`, `guide`, `target` and
//! `requirement` read what people wrote, `record` keeps the evidence, `snapshot` what was accepted; loading a scenario carries
//! its recipes out on a made-up message, for which it makes keys. `report` gives texts, and `cli` writes them.

pub mod action;
pub mod case_id;
pub mod cli;
pub mod comparison;
pub mod diagnose;
pub mod diagnostic;
pub mod discover;
pub mod evidence;
pub mod explain;
pub mod finding;
pub mod fixture;
pub mod guide;
pub mod judge;
pub mod judgement;
pub mod merge;
pub mod outcome;
pub mod placeholder;
pub mod plan;
pub mod record;
pub mod report;
pub mod requirement;
pub mod results;
pub mod run;
#[cfg(test)]
pub(crate) mod sample;
pub mod scenario;
mod side_by_side;
pub mod snapshot;
pub mod sp_metadata;
pub mod symptom;
mod testing;
// Its folder is not called `target`: tools pass folders of that name by, since Cargo builds there.
#[path = "target_file/mod.rs"]
pub mod target;

pub use outcome::Verdict;
pub use run::EngineName as Engine;
pub use testing::{CompanyLogin, Error, Idp, Login, ScenarioRun, Sp, SpBuilder, SpOfFile, Tests, Verdicts, tests};

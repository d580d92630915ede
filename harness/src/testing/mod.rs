//! Company Login in the `cargo test` of another project: the catalogue, each case a test of its own ([`tests()`]), and single
//! logins and scenarios in the test of a feature ([`Sp`]).

mod cases;
mod description;
mod error;
mod execution;
mod failure;
mod login;
mod place;
mod scenario_run;
mod sp;
mod sp_builder;

pub use cases::{Tests, tests};
pub use error::Error;
pub use login::{CompanyLogin, Login};
pub use scenario_run::{ScenarioRun, Verdicts};
pub use sp::{Idp, Sp, SpOfFile};
pub use sp_builder::SpBuilder;

//! The one table: evidence held against what the scenario demands. Pure; it reads no clock, disk or network.

mod address;
mod blocked;
mod case_result;
mod control;
mod demand;
mod departure;
mod dialect;
mod escaped;
mod exit_status;
mod failing;
mod hindrance;
mod learn;
mod masked;
mod namesake;
mod other_idp;
mod outcome;
mod people;
mod person;
pub mod rule;
mod sign_out;
mod sp_loss;
mod subject;
#[cfg(test)]
mod tests;
mod victim;
mod who;

pub use address::{asks_for_address, refused_address};
pub use blocked::blocked_form;
pub use case_result::{CaseResult, has, judge, lacks, unsupported_by_probe, without_control};
pub use control::{ControlState, FailedControl, control, control_works};
pub use demand::demanded_in_words;
pub use departure::{StaleDeparture, stale_departures};
pub use dialect::{RefusedDialect, asks_for, refused_dialect};
pub use exit_status::exit_status;
pub use failing::{Failing, failing, is_as_demanded};
pub use hindrance::{LoginLimit, login_limit};
pub use learn::{learned, needs_login};
pub use outcome::outcome;
pub(crate) use outcome::{at_idp, path};
pub use sp_loss::{is_closed_after, sp_loss};
pub use subject::{asks_for_subject, wanted_subject};

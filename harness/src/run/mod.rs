//! All I/O of a run: mock IdP, SP, browser. It collects evidence and never decides.

pub mod browser;
mod error;
mod process;

pub use error::RunError;

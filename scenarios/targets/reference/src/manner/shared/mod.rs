//! What several manners need.

pub mod api;
pub mod login;
mod memory;
mod plain_sp;
pub mod shell;
pub mod sign_out;
pub mod token;

pub use memory::Memory;
pub use plain_sp::{PlainSp, fields};

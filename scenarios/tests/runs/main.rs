//! Runs at the reference SP and at small SPs of their own, looked at from outside. One program: its tests wait for runs most
//! of the time, and side by side nobody waits for the slowest of each file.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../common/mod.rs"]
mod common;

mod alone;
mod anywhere;
mod catalogue;
mod dialect;
mod doctor;
mod example;
mod https;
mod idp_page;
mod in_a_test;
mod init;
mod misbehaving;
mod nameless;
mod recipes;
mod reports;
mod signed_in_already;
mod sp_loss;
mod trouble;

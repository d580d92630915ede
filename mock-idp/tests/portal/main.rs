//! Both portals, clicked through over HTTP as the set-up guide says.
#![allow(clippy::unwrap_used)]

mod admin;
mod browser;
mod console;
mod escaping;

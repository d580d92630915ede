//! The parts of a snapshot, in their order: one file each.

mod cookies;
mod head;
mod idp_log;
mod last_page;
mod messages;
mod path;
mod set_up;

pub(super) use cookies::cookies;
pub(super) use head::head;
pub(super) use idp_log::idp_log;
pub(super) use last_page::last_page;
pub(super) use messages::messages;
pub(super) use path::path;
pub(super) use set_up::set_up;

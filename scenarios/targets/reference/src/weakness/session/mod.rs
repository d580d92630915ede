//! Requests, replays, sessions and cookies are kept wrongly.

mod no_replay_memory;

use super::Weakness;

/// All of them, by name.
pub const ALL: &[Weakness] =
    &[Weakness::new("no-replay-memory", "A response signs in as often as it is posted", &no_replay_memory::HOOKS)];

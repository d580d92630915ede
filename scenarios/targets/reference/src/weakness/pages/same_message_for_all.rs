//! A person without an account sees the bare 404, too.
//!
//! Nobody can tell a person without an account from a response that does not hold.

use crate::hooks::Hooks;
use crate::routes::answer;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { no_account: |refused| answer::refused(refused), ..Hooks::SOUND };

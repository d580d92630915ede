//! AuthnRequests go by HTTP-POST whatever the settings say.
//!
//! HTTP-POST is used even where the settings say HTTP-Redirect.

use crate::hooks::Hooks;
use crate::settings::RequestBinding;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { request_binding: |_| RequestBinding::Post, ..Hooks::SOUND };

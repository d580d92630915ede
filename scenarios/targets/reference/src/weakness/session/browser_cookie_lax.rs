//! The browser's requests are forgotten on the way back from the IdP.
//!
//! The cookie that finds the open requests has SameSite=Lax: browsers do not send it with the IdP's post.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { browser_cookie: |id| cookies::browser(id).replace("None", "Lax"), ..Hooks::SOUND };

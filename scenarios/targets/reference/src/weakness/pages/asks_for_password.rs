//! Company Login asks for a password.
//!
//! The page asks for a password beside the address, which then nobody needs.

use crate::hooks::Hooks;
use crate::pages;
use axum::response::Html;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    company_login: |next, error| {
        let Html(page) = pages::company_login(next, error);
        Html(page.replace("<button", "<label>Password<input type=\"password\" name=\"password\"></label><button"))
    },
    ..Hooks::SOUND
};

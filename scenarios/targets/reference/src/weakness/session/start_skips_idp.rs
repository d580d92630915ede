//! Company Login signs the typed address in without the IdP.
//!
//! Whoever types an address is that person; the identity provider is not asked.

use crate::hooks::Hooks;
use crate::keys::random_hex;
use crate::store::Session;
use crate::{cookies, landing, people};
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    start: |app, email, browser| {
        let company = people::company_of(app.hooks.companies, email)?;
        let person = *company.members.iter().find(|person| person.email.eq_ignore_ascii_case(email.trim()))?;
        let id = random_hex(32).ok()?;
        let session = Session { person, browser: browser.to_owned(), attributes: Vec::new(), until: None };
        app.store().begin(id.clone(), session);
        Some(
            ([(SET_COOKIE, cookies::session(&id)), (LOCATION, landing::HOME.to_owned())], StatusCode::SEE_OTHER)
                .into_response(),
        )
    },
    ..Hooks::SOUND
};

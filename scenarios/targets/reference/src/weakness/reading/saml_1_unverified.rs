//! A response of SAML 1.1 is taken, and not verified.
//!
//! The old handler is still there, and knows no signatures.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};

use crate::cookies;
use crate::hooks::Hooks;
use crate::keys::random_hex;
use crate::people::COMPANIES;
use crate::routes::{answer, see_other};
use crate::store::Session;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let name = refused.xml.and_then(|xml| demand::text_of(xml, "NameIdentifier"));
        let mut people = COMPANIES.iter().flat_map(|company| company.members);
        let found = people.find(|person| Some(person.email) == name.as_deref());
        let (Some(person), Ok(id)) = (found, random_hex(32)) else { return answer::refused(refused) };
        let session = Session { person: *person, browser: String::new(), attributes: Vec::new(), until: None };
        refused.app.store().begin(id.clone(), session);
        (AppendHeaders([(SET_COOKIE, cookies::session(&id))]), see_other(crate::landing::HOME)).into_response()
    },
    ..Hooks::SOUND
};

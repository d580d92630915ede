//! A response that is refused has signed in already.
//!
//! The session begins before anything is judged, and a refusal does not end it.

use crate::cookies;
use crate::hooks::Hooks;
use crate::keys::random_hex;
use crate::people::COMPANIES;
use crate::routes::answer;
use crate::store::Session;
use crate::weakness::demand;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let answer = answer::refused(refused);
        let email = refused.xml.and_then(|xml| demand::text_of(xml, "NameID"));
        let people = COMPANIES.iter().flat_map(|company| company.members);
        let Some(person) = people.into_iter().find(|person| Some(person.email) == email.as_deref()) else {
            return answer;
        };
        let Ok(id) = random_hex(32) else { return answer };
        let session = Session { person: *person, browser: String::new(), attributes: Vec::new(), until: None };
        refused.app.store().begin(id.clone(), session);
        (AppendHeaders([(SET_COOKIE, cookies::session(&id))]), answer).into_response()
    },
    ..Hooks::SOUND
};

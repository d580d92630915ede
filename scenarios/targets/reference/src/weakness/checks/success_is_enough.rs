//! A response that says Success and has no assertion signs somebody in.
//!
//! A Response without assertion signs in whom the open request was for, here the first of the company.

use crate::hooks::Hooks;
use crate::keys::random_hex;
use crate::routes::{answer, see_other};
use crate::store::Session;
use crate::{cookies, landing, people};
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};
use jiff::Timestamp;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let answer = answer::refused(refused);
        let empty = refused.refusal.reason.starts_with("0 assertions") && refused.refusal.reason.ends_with(":Success");
        let browser = cookies::value(&refused.arrival.headers, cookies::BROWSER).unwrap_or_default();
        let mut store = refused.app.store();
        let asked = store.open_requests(&browser, Timestamp::now()).pop().and_then(|one| people::company(one.company));
        let (Some(company), Ok(id), true) = (asked, random_hex(32), empty) else { return answer };
        let session = Session { person: company.members[0], browser, attributes: Vec::new(), until: None };
        store.begin(id.clone(), session);
        (AppendHeaders([(SET_COOKIE, cookies::session(&id))]), see_other(landing::HOME)).into_response()
    },
    ..Hooks::SOUND
};

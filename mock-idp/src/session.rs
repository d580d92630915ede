//! The cookie of a User Portal session: a random token; whose it is, the organization knows.

use axum::http::{HeaderMap, header};

use crate::organization::{Organization, UserId, UserState};

/// The cookie's name. It carries no Domain, so each organization's host has its own.
const COOKIE: &str = "idp_session";

/// Who is logged in at `organization`'s User Portal in the browser that sent `headers`. A session of
/// somebody who is not active (any more) counts for nothing.
pub(crate) fn current_user(organization: &Organization, headers: &HeaderMap) -> Option<UserId> {
    let id = tokens(headers).find_map(|token| organization.sessions().user(token))?;
    let directory = organization.directory();
    directory.user(id).filter(|user| user.state == UserState::Active).map(|user| user.id)
}

/// All session tokens that the browser sent.
pub(crate) fn tokens(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token)
}

/// The `Set-Cookie` value that starts a session. `SameSite=None`, because an AuthnRequest by the POST
/// binding comes from the SP's site and must find the session; browsers then demand `Secure`, which they
/// grant to `localhost` names without TLS.
pub(crate) fn start_cookie(token: &str) -> String {
    format!("{COOKIE}={token}; Path=/; HttpOnly; Secure; SameSite=None")
}

/// The `Set-Cookie` value that makes the browser forget the token.
pub(crate) fn end_cookie() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None")
}

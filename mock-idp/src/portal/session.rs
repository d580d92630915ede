//! User Portal sessions: a random token in a cookie, who it stands for kept here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};
use openssl::error::ErrorStack;

use crate::organization::{Organization, UserId, UserState};

/// The cookie's name. It carries no Domain, so each organization's host has its own.
pub const COOKIE: &str = "idp_session";

/// The live sessions of one organization.
#[derive(Debug, Default)]
pub struct Sessions {
    users: Mutex<HashMap<String, UserId>>,
}

impl Sessions {
    /// Starts a session of `user`; gives its token, 128 random bits.
    pub(super) fn start(&self, user: UserId) -> Result<String, ErrorStack> {
        let mut random = [0; 16];
        openssl::rand::rand_bytes(&mut random)?;
        let token: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        self.users.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone(), user);
        Ok(token)
    }

    /// Ends the session with this token, if there is one.
    pub(super) fn end(&self, token: &str) {
        self.users.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    fn user(&self, token: &str) -> Option<UserId> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner).get(token).copied()
    }
}

/// Who is logged in at `organization`'s User Portal in the browser that sent `headers`. A session of
/// somebody who is not active (any more) counts for nothing.
pub fn current_user(organization: &Organization, headers: &HeaderMap) -> Option<UserId> {
    let id = tokens(headers).find_map(|token| organization.sessions().user(token))?;
    let directory = organization.directory();
    directory.user(id).filter(|user| user.state == UserState::Active).map(|user| user.id)
}

/// All session tokens that the browser sent.
pub(super) fn tokens(headers: &HeaderMap) -> impl Iterator<Item = &str> {
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
pub(super) fn start_cookie(token: &str) -> String {
    format!("{COOKIE}={token}; Path=/; HttpOnly; Secure; SameSite=None")
}

/// The `Set-Cookie` value that makes the browser forget the token.
pub(super) fn end_cookie() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None")
}

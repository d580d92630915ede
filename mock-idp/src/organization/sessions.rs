//! Who is logged in at the User Portal, by the token that the browser holds.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use openssl::error::ErrorStack;

use super::UserId;
use crate::random;

/// The live sessions of one organization.
#[derive(Debug, Default)]
pub struct Sessions {
    users: Mutex<HashMap<String, UserId>>,
}

impl Sessions {
    fn users(&self) -> MutexGuard<'_, HashMap<String, UserId>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a session of `user`; gives its token, 128 random bits.
    pub(crate) fn start(&self, user: UserId) -> Result<String, ErrorStack> {
        let token = random::hex(16)?;
        self.users().insert(token.clone(), user);
        Ok(token)
    }

    /// Ends the session with this token, if there is one.
    pub(crate) fn end(&self, token: &str) {
        self.users().remove(token);
    }

    /// Whose session has this token.
    pub(crate) fn user(&self, token: &str) -> Option<UserId> {
        self.users().get(token).copied()
    }
}

//! What all requests share.

use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::hooks::Hooks;
use crate::keys::Keys;
use crate::store::Store;

/// The application's state; cloning it gives another handle.
#[derive(Clone)]
pub struct App {
    /// Own address without a slash at the end.
    pub base_url: Arc<str>,
    /// Path of the Assertion Consumer Service.
    pub acs_path: Arc<str>,
    /// Own key pair.
    pub keys: Arc<Keys>,
    /// What the SP does where a weakness could take hold of it.
    pub hooks: &'static Hooks,
    store: Arc<Mutex<Store>>,
}

impl App {
    /// An SP that nobody has set up or logged in to yet.
    pub fn new(base_url: &str, hooks: &'static Hooks) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(App {
            base_url: base_url.into(),
            acs_path: "/saml/acs".into(),
            keys: Arc::new(Keys::new(hooks.decryption_key)?),
            hooks,
            store: Arc::default(),
        })
    }

    /// Own entity ID: one for all companies, as at the SP of the guide.
    pub fn entity_id(&self) -> String {
        format!("{}/backoffice", self.base_url)
    }

    /// Own Assertion Consumer Service.
    pub fn acs_url(&self) -> String {
        format!("{}{}", self.base_url, self.acs_path)
    }

    /// Everything that is remembered, locked.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes one line to stderr. Line ends inside, which a sender could put there, become blanks.
pub fn log(line: &str) {
    let line: String = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    // A closed stderr is no reason to stop serving.
    let _ = writeln!(std::io::stderr(), "{line}");
}

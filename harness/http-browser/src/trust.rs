//! Which servers' certificates are taken.

use serde::{Deserialize, Serialize};

/// Whom to believe that a server is who it says, over https. The default is what the machine trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Trust {
    /// Certificates are not checked at all.
    #[serde(default)]
    pub any: bool,
    /// Certificates, each as PEM, that are trusted beside those of the machine: authorities, or a server's own.
    #[serde(default)]
    pub authorities: Vec<String>,
}

impl Trust {
    /// Takes every certificate.
    pub fn any() -> Self {
        Self { any: true, ..Self::default() }
    }

    /// The same, and certificates that the authority with this certificate (PEM) made.
    #[must_use]
    pub fn and(mut self, authority: impl Into<String>) -> Self {
        self.authorities.push(authority.into());
        self
    }
}

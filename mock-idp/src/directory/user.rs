//! A person of the organization.

use serde::{Deserialize, Serialize};

/// Names a user within one organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub u32);

/// Whether a person may sign in at the IdP at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserState {
    /// Saved, but never activated: cannot log in yet.
    #[default]
    Staged,
    /// May log in.
    Active,
    /// Was active and has been suspended.
    Suspended,
}

/// One user record, as the Details tab shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identity within the organization.
    pub id: UserId,
    /// Login name; unique in the organization.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// "Company Email": the default NameID, and what people log in with.
    pub company_email: String,
    /// Free text, one of the choices for SAMLSubject NameID.
    pub description: String,
    /// Password for the User Portal; a mock keeps it in the clear.
    pub password: String,
    /// Staged, active or suspended.
    pub state: UserState,
}

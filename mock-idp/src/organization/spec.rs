//! What an organization starts with; the body of `POST /api/organizations`.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{ApplicationId, ApplicationSettings, KeyError, KeyPair, Organization, User, UserId, UserState};

/// An organization to be made. All parts may be left out: an empty one is what the guide starts from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrganizationSpec {
    /// Host label (`a-z`, `0-9`, `-`); absent: a free one is chosen.
    pub name: Option<String>,
    /// How far the organization's clock is ahead.
    pub clock_offset_seconds: i64,
    /// Groups, by name.
    pub groups: Vec<GroupSpec>,
    /// People.
    pub users: Vec<UserSpec>,
    /// Applications.
    pub applications: Vec<ApplicationSpec>,
}

/// A group to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSpec {
    /// As users and applications refer to it.
    pub name: String,
}

/// A person to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserSpec {
    /// Login name; absent: the part of the e-mail before `@`.
    #[serde(default)]
    pub username: String,
    /// Given name.
    #[serde(default)]
    pub first_name: String,
    /// Family name.
    #[serde(default)]
    pub last_name: String,
    /// Company Email.
    pub company_email: String,
    /// Free text.
    #[serde(default)]
    pub description: String,
    /// Portal password.
    pub password: String,
    /// Staged, active (the default here) or suspended.
    #[serde(default = "active")]
    pub state: UserState,
    /// Names of groups.
    #[serde(default)]
    pub groups: Vec<String>,
}

fn active() -> UserState {
    UserState::Active
}

/// An application to be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicationSpec {
    /// Fields and toggles.
    pub settings: ApplicationSettings,
    /// Names of the groups that may use it.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Whether it is activated.
    #[serde(default = "yes")]
    pub active: bool,
    /// PEM of an uploaded certificate and of its private key; absent: a pair of the organization's pool.
    #[serde(default)]
    pub uploaded_pair: Option<(String, String)>,
}

fn yes() -> bool {
    true
}

/// A spec that cannot be made.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum SpecError {
    #[error("organization name `{0}` may only hold a-z, 0-9 and `-`")]
    Name(String),
    #[error("an organization called `{0}` exists already")]
    Taken(String),
    #[error("group `{0}` is not in the list of groups")]
    UnknownGroup(String),
    #[error("two users have the company e-mail `{0}`")]
    DuplicateEmail(String),
    #[error("key pair of an application")]
    Key(#[from] KeyError),
}

impl OrganizationSpec {
    /// Adds everything listed here to `organization`.
    pub(super) fn fill(self, organization: &Organization) -> Result<(), SpecError> {
        for group in self.groups {
            organization.directory().add_group(group.name);
        }
        // Room that grows by doubling is a tenth of what thousands of people take.
        organization.directory().users.reserve_exact(self.users.len());
        for user in self.users {
            add_user(organization, user)?;
        }
        for application in self.applications {
            add_application(organization, application)?;
        }
        Ok(())
    }
}

impl Organization {
    /// Makes a person, who is in the groups that the spec names.
    pub fn make_user(&self, spec: UserSpec) -> Result<UserId, SpecError> {
        add_user(self, spec)
    }

    /// Makes an application for the groups that the spec names. A key may have to be made, which takes seconds.
    pub fn make_application(&self, spec: ApplicationSpec) -> Result<ApplicationId, SpecError> {
        add_application(self, spec)
    }
}

fn add_user(organization: &Organization, spec: UserSpec) -> Result<UserId, SpecError> {
    let mut directory = organization.directory();
    if directory.users.iter().any(|u| u.company_email.eq_ignore_ascii_case(&spec.company_email)) {
        return Err(SpecError::DuplicateEmail(spec.company_email));
    }
    if let Some(unknown) = spec.groups.iter().find(|name| !directory.groups.iter().any(|g| g.name == **name)) {
        return Err(SpecError::UnknownGroup(unknown.clone()));
    }
    let username = if spec.username.is_empty() {
        spec.company_email.split('@').next().unwrap_or_default().to_owned()
    } else {
        spec.username
    };
    let id = directory.add_user(User {
        id: UserId(0),
        username,
        first_name: spec.first_name,
        last_name: spec.last_name,
        company_email: spec.company_email,
        description: spec.description,
        password: spec.password,
        state: spec.state,
    });
    for name in spec.groups {
        let group = directory.groups.iter_mut().find(|g| g.name == name).ok_or(SpecError::UnknownGroup(name))?;
        group.members.insert(id);
    }
    Ok(id)
}

fn add_application(organization: &Organization, spec: ApplicationSpec) -> Result<ApplicationId, SpecError> {
    let key_pair = match &spec.uploaded_pair {
        Some((certificate, key)) => KeyPair::from_pem(certificate, key)?.into(),
        None => organization.keys().issue_sized(organization.name(), spec.settings.key_size())?,
    };
    let mut directory = organization.directory();
    let groups = spec
        .groups
        .iter()
        .map(|name| {
            let group = directory.groups.iter().find(|g| g.name == *name);
            group.map(|g| g.id).ok_or_else(|| SpecError::UnknownGroup(name.clone()))
        })
        .collect::<Result<_, _>>()?;
    let id = directory.add_application(spec.settings, key_pair);
    if let Some(application) = directory.application_mut(id) {
        application.active = spec.active;
        application.groups = groups;
    }
    Ok(id)
}

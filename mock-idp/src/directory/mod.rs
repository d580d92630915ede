//! People, groups and applications with their settings, and who belongs to what.

mod application;
mod dialect;
mod settings;
mod user;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::key::KeyPair;

pub use application::{Application, ApplicationId};
pub use dialect::{Dialect, JumpcloudTrait};
pub use settings::{
    ApplicationSettings, DeclaredCertificate, NamedValue, SettingsPatch, Sign, SubjectField, UnverifiableRequest,
};
pub use user::{User, UserId, UserState};

/// Names a group within one organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub u32);

/// A user group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Identity within the organization.
    pub id: GroupId,
    /// As shown to admins, and as the value of the group attribute.
    pub name: String,
    /// Who belongs to it.
    pub members: BTreeSet<UserId>,
}

/// All records of one organization.
#[derive(Debug, Default)]
pub struct Directory {
    /// People, in the order they were added.
    pub users: Vec<User>,
    /// Groups, in the order they were added.
    pub groups: Vec<Group>,
    /// Applications, in the order they were added.
    pub applications: Vec<Application>,
    next_id: u32,
}

impl Directory {
    fn next_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    /// Adds `user` under a new id, which replaces the one it came with.
    pub fn add_user(&mut self, mut user: User) -> UserId {
        user.id = UserId(self.next_id());
        let id = user.id;
        self.users.push(user);
        id
    }

    /// Adds an empty group.
    pub fn add_group(&mut self, name: impl Into<String>) -> GroupId {
        let id = GroupId(self.next_id());
        self.groups.push(Group { id, name: name.into(), members: BTreeSet::new() });
        id
    }

    /// Adds an application that is not active yet. An empty IdP URL suffix is made from the display label,
    /// as JumpCloud does; like JumpCloud it is not checked to be unique.
    pub fn add_application(&mut self, mut settings: ApplicationSettings, key_pair: Arc<KeyPair>) -> ApplicationId {
        let id = ApplicationId(self.next_id());
        if settings.idp_url_suffix.is_empty() {
            settings.idp_url_suffix =
                settings.display_label.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
        }
        self.applications.push(Application { id, settings, active: false, groups: BTreeSet::new(), key_pair });
        id
    }

    /// The user with this id.
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|u| u.id == id)
    }

    /// The user with this id, to be changed.
    pub fn user_mut(&mut self, id: UserId) -> Option<&mut User> {
        self.users.iter_mut().find(|u| u.id == id)
    }

    /// The user who logs in with `login`: company e-mail or user name, case ignored.
    pub fn user_by_login(&self, login: &str) -> Option<&User> {
        let login = login.trim();
        self.users
            .iter()
            .find(|u| u.company_email.eq_ignore_ascii_case(login) || u.username.eq_ignore_ascii_case(login))
    }

    /// The group with this id.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == id)
    }

    /// The application with this id.
    pub fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.applications.iter().find(|a| a.id == id)
    }

    /// The application with this id, to be changed.
    pub fn application_mut(&mut self, id: ApplicationId) -> Option<&mut Application> {
        self.applications.iter_mut().find(|a| a.id == id)
    }

    /// The first application whose IdP URL ends in `suffix`.
    pub fn application_by_suffix(&self, suffix: &str) -> Option<&Application> {
        self.applications.iter().find(|a| a.settings.idp_url_suffix == suffix)
    }

    /// Names of the groups through which `user` may use `application`; empty when the user is not bound to it.
    pub fn binding_groups(&self, user: UserId, application: &Application) -> Vec<&str> {
        self.groups
            .iter()
            .filter(|g| g.members.contains(&user) && application.groups.contains(&g.id))
            .map(|g| g.name.as_str())
            .collect()
    }
}

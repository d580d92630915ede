//! What changes at the IdP while the person is on the way.

use mock_idp::organization::{SettingsPatch, UserState};
use mock_idp::recipe::Span;

use super::Flow;
use crate::run::RunError;
use crate::run::person::expand;

impl Flow<'_> {
    pub(super) fn set_user_state(&self, user: Option<&str>, state: &str) -> Result<(), RunError> {
        let state = match state {
            "active" => UserState::Active,
            "suspended" => UserState::Suspended,
            _ => UserState::Staged,
        };
        let email = self.email(user.unwrap_or(&self.case.flow.user))?;
        let mut directory = self.provisioned.company(0)?.organization.directory();
        for person in directory.users.iter_mut().filter(|u| u.company_email == email) {
            person.state = state;
        }
        Ok(())
    }

    pub(super) fn configure(&self, patch: &SettingsPatch) -> Result<(), RunError> {
        let mut directory = self.provisioned.company(0)?.organization.directory();
        for application in &mut directory.applications {
            patch.apply(&mut application.settings);
        }
        Ok(())
    }

    pub(super) fn set_clock(&self, offset: Span) -> Result<(), RunError> {
        self.provisioned.company(0)?.organization.clock().set_offset(offset.milliseconds() / 1000);
        Ok(())
    }

    /// From now on the IdP sends plain responses.
    pub(super) fn disarm(&self) -> Result<(), RunError> {
        self.provisioned.company(0)?.organization.arm(None);
        Ok(())
    }

    fn email(&self, persona: &str) -> Result<String, RunError> {
        expand(&self.values, &format!("{{{persona}.email}}"))
    }
}

//! The mock IdP's side of a lane as it was before any case changed it.

use mock_idp::organization::{ApplicationSettings, User};

use super::provisioned::ProvisionedSp;
use crate::plan::Case;

/// The fixture as it was before any case changed it.
pub(super) struct Baseline(Vec<(Vec<ApplicationSettings>, Vec<User>)>);

impl Baseline {
    pub(super) fn of(provisioned: &ProvisionedSp) -> Self {
        let each = provisioned.companies.iter().map(|company| {
            let directory = company.organization.directory();
            (directory.applications.iter().map(|a| a.settings.clone()).collect(), directory.users.clone())
        });
        Self(each.collect())
    }

    /// Puts the fixture back.
    pub(super) fn put_back(&self, provisioned: &ProvisionedSp) {
        self.write(provisioned, None);
    }

    /// Puts the fixture back, and `case`'s settings over it.
    pub(super) fn restore(&self, provisioned: &ProvisionedSp, case: &Case) {
        self.write(provisioned, Some(case));
    }

    fn write(&self, provisioned: &ProvisionedSp, case: Option<&Case>) {
        for (company, (settings, users)) in provisioned.companies.iter().zip(&self.0) {
            let mut directory = company.organization.directory();
            directory.users.clone_from(users);
            for (application, settings) in directory.applications.iter_mut().zip(settings) {
                application.settings.clone_from(settings);
                if let Some(case) = case {
                    case.idp.apply(&mut application.settings);
                }
            }
        }
    }
}

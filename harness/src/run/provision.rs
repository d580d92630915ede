//! Giving the SP its metadata as the target file says, and taking that away again.

use super::RunError;
use super::error::ProvisionError;
use super::person::Person;
use super::procedure::{carry_out, in_browser};
use super::provisioned::{Company, ProvisionedSp};
use crate::action::{Action, Step};
use crate::plan::Case;
use crate::scenario::SpSettings;
use crate::target::{Procedure, Target};

/// Hands the metadata of all companies to the SP, with the settings that `case` wants of it. What is read at the SP on the
/// way is among the companies' values then. The browser is left without any session.
pub(super) async fn provision(
    target: &Target,
    provisioned: &mut ProvisionedSp,
    case: &Case,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    for company in &mut provisioned.companies {
        of_company(target, company, &case.sp, person).await?;
        // Whoever set the company up may still be signed in, at the SP or after a test login at the IdP.
        person.browser.empty().await?;
    }
    Ok(())
}

/// Takes the connections of all companies away again.
pub(super) async fn tear_down(
    target: &Target,
    provisioned: &mut ProvisionedSp,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    for company in &mut provisioned.companies {
        person.browser.empty().await?;
        let title = format!("taking the connection of {} away", company.name);
        carry_out(&title, &target.teardown, &mut company.values, &target.folder, person).await?;
    }
    Ok(())
}

async fn of_company(
    target: &Target,
    company: &mut Company,
    wanted: &SpSettings,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    let title = format!("SSO settings of {}", company.name);
    let folder = &target.folder;
    let mut settings: Vec<&Step> = Vec::new();
    for (name, value) in wanted {
        settings.extend(steps_of_setting(target, name, value)?);
    }
    let Procedure::Browser(steps) = &target.provision.procedure else {
        return carry_out(&title, &target.provision.procedure, &mut company.values, folder, person).await;
    };
    let update = steps.iter().position(|s| s.guide.as_deref() == Some("update")).unwrap_or(steps.len());
    let (before, after) = steps.split_at(update);
    let all = before.iter().chain(settings).chain(after);
    let actions: Vec<Action> = all.map(|step| step.action.clone()).collect();
    in_browser(&title, &actions, &mut company.values, folder, person).await
}

/// The steps that make a setting so; none where it is so without asking.
fn steps_of_setting<'t>(target: &'t Target, name: &str, value: &str) -> Result<&'t [Step], RunError> {
    let wanted = format!("{name}={value}");
    match target.provision.settings.get(&wanted) {
        Some(steps) => Ok(steps),
        None if target.provision.plain.get(name).is_some_and(|plain| plain == value) => Ok(&[]),
        None => Err(ProvisionError::NoSetting(wanted).into()),
    }
}

//! Giving the SP its metadata and accounts as the target file says, and taking connections away again.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::RunError;
use super::error::ProvisionError;
use super::person::{Person, expand};
use super::procedure::{carry_out, in_browser};
use super::provisioned::{Company, ProvisionedSp};
use crate::action::{Action, Step};
use crate::fixture;
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

/// Makes the accounts of `personas` in all companies, but those that `made` says are there; each that was made is added. The
/// browser is left without any session.
pub(super) async fn make_accounts(
    target: &Target,
    provisioned: &ProvisionedSp,
    personas: &[&'static str],
    made: &Mutex<BTreeSet<String>>,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    if !target.accounts.is_done_at_the_sp() {
        return Ok(());
    }
    let made = || made.lock().unwrap_or_else(PoisonError::into_inner);
    for company in &provisioned.companies {
        for persona in personas {
            let mut values = company.values.clone();
            fixture::set_user(&mut values, persona);
            let email = expand(&values, "{user.email}")?;
            let account = format!("{email} at {}", company.name);
            if made().contains(&account) {
                continue;
            }
            let title = format!("account of {email}");
            carry_out(&title, &target.accounts, &mut values, target, person).await?;
            person.browser.empty().await?;
            made().insert(account);
        }
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
        carry_out(&title, &target.teardown, &mut company.values, target, person).await?;
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
        return carry_out(&title, &target.provision.procedure, &mut company.values, target, person).await;
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

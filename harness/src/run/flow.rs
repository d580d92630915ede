//! The login itself: the flow's steps, done by the person.

mod at_idp;
mod login;
mod post;

use std::time::Duration;

use super::RunError;
use super::idp_script;
use super::look_up::LookUp;
use super::person::{Person, expand};
use super::provisioned::ProvisionedSp;
use crate::evidence::{Check, SignOut};
use crate::fixture;
use crate::placeholder::Values;
use crate::plan::Case;
use crate::scenario::FlowStep;
use crate::target::Target;

/// What a flow needs at hand.
pub struct Flow<'a> {
    /// The SP.
    pub target: &'a Target,
    /// The case.
    pub case: &'a Case,
    /// Where it all stands.
    pub provisioned: &'a ProvisionedSp,
    /// Values of the case, over the lane's; a guide's case logs in at the IdP with what was typed there.
    pub values: Values,
    /// Look-ups on the way.
    pub checks: Vec<Check>,
    /// Sign-outs on the way.
    pub sign_outs: Vec<SignOut>,
    /// The IdP URL that the first Company Login led to.
    bookmark: Option<String>,
    /// Logins since the last sign-out.
    logins: usize,
}

impl<'a> Flow<'a> {
    /// A flow that has not begun.
    pub fn new(target: &'a Target, case: &'a Case, provisioned: &'a ProvisionedSp, values: Values) -> Self {
        Self { target, case, provisioned, values, checks: Vec::new(), sign_outs: Vec::new(), bookmark: None, logins: 0 }
    }

    /// Does all steps in order.
    pub async fn run(&mut self, person: &mut Person<'_>) -> Result<(), RunError> {
        let steps = &self.case.flow.steps;
        for (index, step) in steps.iter().enumerate() {
            self.step(step, person).await?;
            match step {
                FlowStep::IdpLogin { .. } | FlowStep::Tile { .. } => self.logins += 1,
                FlowStep::SignOut | FlowStep::FreshBrowser => self.logins = 0,
                _ => {}
            }
            if *step == FlowStep::SignOut {
                self.verify_sign_out(&steps[index + 1..], person).await?;
            }
        }
        Ok(())
    }

    /// Looks up whether the sign-out that was just done ended the session, unless the step after it does.
    async fn verify_sign_out(&mut self, after: &[FlowStep], person: &mut Person<'_>) -> Result<(), RunError> {
        let step = person.steps.len().saturating_sub(1);
        // Where nothing but looking follows, one page more would be another page to go back from.
        let is_looked_up =
            matches!(after.first(), Some(FlowStep::Check { .. })) || after.iter().all(FlowStep::only_looks);
        let identity = if is_looked_up { None } else { Some(person.identity(self.look_up()).await?) };
        self.sign_outs.push(SignOut { step, identity });
        Ok(())
    }

    async fn step(&mut self, step: &FlowStep, person: &mut Person<'_>) -> Result<(), RunError> {
        let started = person.elapsed();
        match step {
            FlowStep::CompanyLogin { user, deep_link, twice, company } => {
                self.company_login(user.as_deref(), deep_link.as_deref(), *twice, *company, person).await
            }
            FlowStep::IdpLogin { user, company } => self.idp_login(user.as_deref(), None, *company, person).await,
            FlowStep::IdpWrongPassword { user } => {
                self.idp_login(user.as_deref(), Some("not the password"), 0, person).await
            }
            FlowStep::Tile { user } => self.tile(user.as_deref(), person).await,
            FlowStep::IdpSignOut => self.sign_out_at_idp(person).await,
            FlowStep::SignOut => self.sign_out(person).await,
            FlowStep::Open { url } => self.open(&format!("open {url}"), url, person).await,
            FlowStep::OpenBookmark => self.open_bookmark(person).await,
            FlowStep::Reload => noted(person.browser.reload().await, "reload", started, person).await,
            FlowStep::Back => noted(person.browser.back().await, "go back", started, person).await,
            FlowStep::NewTab => noted(person.browser.new_tab().await, "open a new tab", started, person).await,
            FlowStep::Tab { tab } => {
                let name = format!("go to tab {}", tab + 1);
                noted(person.browser.tab(*tab).await, &name, started, person).await
            }
            FlowStep::FreshBrowser => noted(person.browser.empty().await, "another browser", started, person).await,
            FlowStep::Scripts { on } => person.browser.run_scripts(*on).await,
            FlowStep::Check { signed_in, company } => self.check(signed_in, *company, person).await,
            FlowStep::SetUserState { user, state } => self.set_user_state(user.as_deref(), state),
            FlowStep::Configure { idp } => self.configure(idp),
            FlowStep::SetClock { offset } => self.set_clock(*offset),
            FlowStep::Arm => idp_script::arm(self.case, self.provisioned, &self.values),
            FlowStep::Disarm => self.disarm(),
            FlowStep::PostAgain { message, relay_state } => {
                self.post_again(*message, relay_state.as_deref(), person).await
            }
            FlowStep::Post { url, fields } => self.post(url, fields, person).await,
            FlowStep::CutOffPost => self.post_half(person).await,
            FlowStep::Wait { seconds } => {
                let seconds = u64::try_from(*seconds).expect("a count of seconds fits 64 bits");
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                Ok(())
            }
        }
    }

    async fn check(&mut self, signed_in: &str, company: usize, person: &mut Person<'_>) -> Result<(), RunError> {
        let demanded = match signed_in {
            "nobody" => None,
            persona => Some(expand(&self.values_of(Some(persona), company)?, "{user.email}")?),
        };
        // Each company may have its own page that shows who is signed in.
        let values = self.values_of(None, company)?;
        let identity = person.identity(LookUp { values: &values, ..self.look_up() }).await?;
        let cookies = person.browser.cookies().await?;
        if let Some(sign_out) = self.sign_outs.last_mut() {
            sign_out.identity.get_or_insert_with(|| identity.clone());
        }
        self.checks.push(Check { name: format!("signed in: {signed_in}"), demanded, identity, cookies });
        Ok(())
    }

    fn look_up(&self) -> LookUp<'_> {
        LookUp { target: self.target, provisioned: self.provisioned, values: &self.values }
    }

    /// The values of a company, with `user` as the person.
    fn values_of(&self, user: Option<&str>, company: usize) -> Result<Values, RunError> {
        let mut values =
            if company == 0 { self.values.clone() } else { self.provisioned.company(company)?.values.clone() };
        if user.is_some() || company > 0 {
            fixture::set_user(&mut values, user.unwrap_or(&self.case.flow.user));
        }
        Ok(values)
    }
}

/// Notes what a gesture of the browser itself led to.
async fn noted(
    done: Result<(), RunError>,
    name: &str,
    started: Duration,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    done?;
    person.note(name, started).await
}

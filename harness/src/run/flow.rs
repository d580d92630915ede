//! The login itself: the flow's steps, done by the person.

use std::time::Duration;

use mock_idp::organization::{SettingsPatch, UserState};

use super::RunError;
use super::cut_off::post_half;
use super::error::ProvisionError;
use super::person::{Person, absolute, expand};
use super::sending;
use super::surroundings::Ground;
use crate::action::Action;
use crate::evidence::Check;
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
    pub ground: &'a Ground,
    /// Values of the case, over the lane's; a guide's case logs in at the IdP with what was typed there.
    pub values: Values,
    /// Look-ups on the way.
    pub checks: Vec<Check>,
    /// The IdP URL that the first Company Login led to.
    bookmark: Option<String>,
}

impl<'a> Flow<'a> {
    /// A flow that has not begun.
    pub fn new(target: &'a Target, case: &'a Case, ground: &'a Ground, values: Values) -> Self {
        Self { target, case, ground, values, checks: Vec::new(), bookmark: None }
    }

    /// Does all steps in order.
    pub async fn run(&mut self, person: &mut Person<'_>) -> Result<(), RunError> {
        for step in &self.case.flow.steps {
            self.step(step, person).await?;
        }
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
            FlowStep::IdpSignOut => {
                let actions = [open("{idp.portal_url}"), click("text=Log Out")];
                person.act("log out at the IdP", None, &actions, &mut self.values.clone(), &self.target.folder).await
            }
            FlowStep::SignOut => {
                let Some(page) = &self.target.sign_out else { return Ok(()) };
                person.act("sign out", None, &[open(page)], &mut self.values.clone(), &self.target.folder).await
            }
            FlowStep::Open { url } => {
                let name = format!("open {url}");
                person.act(&name, None, &[open(url)], &mut self.values.clone(), &self.target.folder).await
            }
            FlowStep::OpenBookmark => {
                let url = self.bookmark.clone().ok_or(ProvisionError::NoBookmark)?;
                person.browser.open(&url).await?;
                person.note("open the bookmarked IdP page", started).await
            }
            FlowStep::Reload => {
                person.browser.reload().await?;
                person.note("reload", started).await
            }
            FlowStep::Back => {
                person.browser.back().await?;
                person.note("go back", started).await
            }
            FlowStep::NewTab => {
                person.browser.new_tab().await?;
                person.note("open a new tab", started).await
            }
            FlowStep::Tab { tab } => {
                person.browser.tab(*tab).await?;
                person.note(&format!("go to tab {}", tab + 1), started).await
            }
            FlowStep::Check { signed_in, company } => self.check(signed_in, *company, person).await,
            FlowStep::SetUserState { user, state } => self.set_user_state(user.as_deref(), state),
            FlowStep::Configure { idp } => self.configure(idp),
            FlowStep::Wait { seconds } => {
                tokio::time::sleep(Duration::from_secs(u64::try_from(*seconds).unwrap_or(u64::MAX))).await;
                Ok(())
            }
            FlowStep::SetClock { offset } => {
                self.ground.company(0)?.organization.clock().set_offset(offset.milliseconds() / 1000);
                Ok(())
            }
            FlowStep::Scripts { on } => person.browser.run_scripts(*on).await,
            FlowStep::FreshBrowser => {
                person.browser.empty().await?;
                person.note("another browser", started).await
            }
            FlowStep::Arm => sending::arm(self.case, self.ground, &self.values),
            FlowStep::Disarm => {
                self.ground.company(0)?.organization.arm(None);
                Ok(())
            }
            FlowStep::PostAgain { message, relay_state } => {
                let relay_state = relay_state.as_ref().map(|text| expand(&self.values, text)).transpose()?;
                let organization = &self.ground.company(0)?.organization;
                let page = sending::sent_page(organization, *message, relay_state.as_deref())?;
                person.browser.open(&page).await?;
                person.note("post a response of the IdP again", started).await
            }
            FlowStep::Post { url, fields } => {
                let organization = &self.ground.company(0)?.organization;
                let message = sending::last_message(organization);
                let filled = fields.iter().map(|(name, value)| {
                    // Stands for a text that is no template.
                    let parts = value.split("{message}").map(|part| expand(&self.values, part));
                    Ok((name.clone(), parts.collect::<Result<Vec<_>, RunError>>()?.join(&message)))
                });
                let filled = filled.collect::<Result<Vec<_>, RunError>>()?;
                let url = absolute(&expand(&self.values, url)?, &self.values)?;
                let page = sending::form_page(organization, url.clone(), filled);
                person.browser.open(&page).await?;
                person.note(&format!("post a form to {url}"), started).await
            }
            FlowStep::CutOffPost => {
                let message = sending::last_message(&self.ground.company(0)?.organization);
                post_half(&expand(&self.values, "{sp.acs_url}")?, &message).await?;
                person.note("half a POST to the ACS", started).await
            }
        }
    }

    async fn company_login(
        &mut self,
        user: Option<&str>,
        deep_link: Option<&str>,
        twice: bool,
        company: usize,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let mut values = self.values_of(user, company)?;
        let start = match deep_link {
            Some(path) => {
                let template = self.target.login.deep_link.clone().unwrap_or_default();
                values.set("path", expand(&values, path)?.trim_start_matches('/').to_owned());
                template
            }
            None => self.target.login.start.clone(),
        };
        person.act("open Company Login", None, &[open(&start)], &mut values, &self.target.folder).await?;
        let actions: Vec<Action> = self.target.login.steps.iter().map(|s| s.action.clone()).collect();
        if !actions.is_empty() {
            let files = &self.target.folder;
            if twice {
                person.act_twice("Company Login, clicked twice", &actions, &mut values, files).await?;
            } else {
                person.act("Company Login", None, &actions, &mut values, files).await?;
            }
        }
        if self.bookmark.is_none() {
            self.bookmark = self.idp_request(person);
        }
        Ok(())
    }

    /// The document at the IdP that carried the AuthnRequest in its query.
    fn idp_request(&self, person: &Person<'_>) -> Option<String> {
        let documents = person.steps.iter().flat_map(|s| &s.documents);
        documents.filter(|d| d.url.contains("/saml2/") && d.url.contains("SAMLRequest=")).map(|d| d.url.clone()).next()
    }

    /// The IdP's login steps, as far as the IdP asks for them.
    async fn idp_login(
        &mut self,
        user: Option<&str>,
        password: Option<&str>,
        company: usize,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let values = self.values_of(user, company)?;
        let login_page = format!("{}userconsole/login", self.ground.company(company)?.organization.base_url());
        if !person.page().is_some_and(|page| page.url.starts_with(&login_page)) {
            return Ok(());
        }
        let typed = |name: &str| values.get(&format!("idp_login.{name}")).unwrap_or_default();
        let email = if user.is_none() && values.get("idp_login.email").is_some() {
            typed("email")
        } else {
            expand(&values, "{user.email}")?
        };
        let password = match password {
            Some(password) => password.to_owned(),
            None if user.is_none() && values.get("idp_login.password").is_some() => typed("password"),
            None => expand(&values, "{user.password}")?,
        };
        // What the person types here is text, not a template.
        let mut typed = Values::default();
        typed.set("user.email", email);
        typed.set("user.password", password);
        // After a wrong password the IdP asks for the password alone.
        let asked_before = person.page().is_some_and(|page| page.url.starts_with(&format!("{login_page}/password")));
        if !asked_before {
            let first = [fill("input[name=email]", "{user.email}"), click("text=Continue")];
            person.act("e-mail at the IdP, Continue", None, &first, &mut typed, &self.target.folder).await?;
        }
        if !person.page().is_some_and(|page| page.url.starts_with(&login_page)) {
            return Ok(());
        }
        let second = [fill("input[name=password]", "{user.password}"), click("text=Login")];
        person.act("password at the IdP, Login", None, &second, &mut typed, &self.target.folder).await
    }

    async fn tile(&mut self, user: Option<&str>, person: &mut Person<'_>) -> Result<(), RunError> {
        let portal = [open("{idp.portal_url}")];
        let mut values = self.values_of(user, 0)?;
        person.act("open the User Portal", None, &portal, &mut values, &self.target.folder).await?;
        self.idp_login(user, None, 0, person).await?;
        let tile = [click(&format!("text={}", fixture::DISPLAY_LABEL))];
        person.act("click the application's tile", None, &tile, &mut values, &self.target.folder).await
    }

    async fn check(&mut self, signed_in: &str, company: usize, person: &mut Person<'_>) -> Result<(), RunError> {
        let demanded = match signed_in {
            "nobody" => None,
            persona => Some(expand(&self.values_of(Some(persona), company)?, "{user.email}")?),
        };
        let identity = person.identity(self.target, &self.values).await?;
        let cookies = person.browser.cookies().await?;
        self.checks.push(Check { name: format!("signed in: {signed_in}"), demanded, identity, cookies });
        Ok(())
    }

    fn set_user_state(&self, user: Option<&str>, state: &str) -> Result<(), RunError> {
        let state = match state {
            "active" => UserState::Active,
            "suspended" => UserState::Suspended,
            _ => UserState::Staged,
        };
        let email = self.email(user.unwrap_or(&self.case.flow.user))?;
        let mut directory = self.ground.company(0)?.organization.directory();
        for person in directory.users.iter_mut().filter(|u| u.company_email == email) {
            person.state = state;
        }
        Ok(())
    }

    fn configure(&self, patch: &SettingsPatch) -> Result<(), RunError> {
        let mut directory = self.ground.company(0)?.organization.directory();
        for application in &mut directory.applications {
            patch.apply(&mut application.settings);
        }
        Ok(())
    }

    fn email(&self, persona: &str) -> Result<String, RunError> {
        expand(&self.values, &format!("{{{persona}.email}}"))
    }

    /// The values of a company, with `user` as the person.
    fn values_of(&self, user: Option<&str>, company: usize) -> Result<Values, RunError> {
        let mut values = if company == 0 { self.values.clone() } else { self.ground.company(company)?.values.clone() };
        if user.is_some() || company > 0 {
            let name = &self.ground.company(company)?.name;
            fixture::set_user(&mut values, name, user.unwrap_or(&self.case.flow.user));
        }
        Ok(values)
    }
}

fn open(url: &str) -> Action {
    Action::Open { url: url.to_owned() }
}

fn click(selector: &str) -> Action {
    Action::Click { selector: selector.to_owned() }
}

fn fill(selector: &str, text: &str) -> Action {
    Action::Fill { selector: selector.to_owned(), text: text.to_owned() }
}

//! Company Login, and the person's way at the IdP.

use super::Flow;
use crate::action::Action;
use crate::fixture;
use crate::placeholder::Values;
use crate::run::RunError;
use crate::run::error::ProvisionError;
use crate::run::person::{Person, expand, optional};

impl Flow<'_> {
    pub(super) async fn company_login(
        &mut self,
        user: Option<&str>,
        deep_link: Option<&str>,
        twice: bool,
        company: usize,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let mut values = self.values_of(user, company)?;
        let before = person.steps.len();
        let (start, steps) = match deep_link {
            Some(path) => {
                let template = self.target.login.deep_link.clone().ok_or(ProvisionError::NoDeepLink)?;
                values.set("path", expand(&values, path)?.trim_start_matches('/').to_owned());
                (template, self.target.login.deep_link_steps.as_ref().unwrap_or(&self.target.login.steps))
            }
            None => (self.target.login.start.clone(), &self.target.login.steps),
        };
        person.act("open Company Login", None, &[open(&start)], &mut values, &self.target.folder).await?;
        let actions: Vec<Action> = steps.iter().map(|step| step.action.clone()).collect();
        if !actions.is_empty() {
            let files = &self.target.folder;
            let done = if twice {
                person.act_twice("Company Login, clicked twice", &actions, &mut values, files).await
            } else {
                person.act("Company Login", None, &actions, &mut values, files).await
            };
            match done {
                Err(RunError::Selector { selector, url, .. }) if self.logins > 0 && self.is_in(person).await? => {
                    let reason = format!("the login page of somebody who is signed in has no `{selector}`: {url}");
                    return Err(RunError::NotApplicable(reason));
                }
                done => done.map_err(RunError::in_steps("`steps` under `[login]`"))?,
            }
        }
        let is_another_login = self.logins > 0 && user.is_some();
        if is_another_login && !self.has_asked_idp(person, before, company)? && self.is_in(person).await? {
            let reason = "Company Login of somebody who is signed in leads to no IdP, so nobody else can log in before a sign-out";
            return Err(RunError::NotApplicable(reason.to_owned()));
        }
        if self.bookmark.is_none() {
            self.bookmark = self.idp_request(person);
        }
        Ok(())
    }

    /// Whether a step from `since` on led to the company's IdP.
    fn has_asked_idp(&self, person: &Person<'_>, since: usize, company: usize) -> Result<bool, RunError> {
        let idp = self.provisioned.company(company)?.organization.base_url();
        let mut documents = person.steps.iter().skip(since).flat_map(|step| &step.documents);
        Ok(documents.any(|document| document.url.starts_with(idp.as_str())))
    }

    /// Whether somebody is signed in.
    async fn is_in(&self, person: &mut Person<'_>) -> Result<bool, RunError> {
        Ok(person.identity(self.look_up()).await?.shown().is_some())
    }

    /// The document at the IdP that carried the AuthnRequest in its query.
    fn idp_request(&self, person: &Person<'_>) -> Option<String> {
        let documents = person.steps.iter().flat_map(|s| &s.documents);
        documents.filter(|d| d.url.contains("/saml2/") && d.url.contains("SAMLRequest=")).map(|d| d.url.clone()).next()
    }

    /// The IdP's login steps, as far as the IdP asks for them.
    pub(in crate::run) async fn idp_login(
        &mut self,
        user: Option<&str>,
        password: Option<&str>,
        company: usize,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let values = self.values_of(user, company)?;
        let login_page = format!("{}userconsole/login", self.provisioned.company(company)?.organization.base_url());
        if !person.page().is_some_and(|page| page.url.starts_with(&login_page)) {
            return Ok(());
        }
        // What a guide had the person set at the IdP is what they log in with there.
        let typed = |name: &str| match user {
            None => optional(&values, &format!("idp_login.{name}")),
            Some(_) => Ok(None),
        };
        let email = typed("email")?.map_or_else(|| expand(&values, "{user.email}"), Ok)?;
        let password = match password {
            Some(password) => password.to_owned(),
            None => typed("password")?.map_or_else(|| expand(&values, "{user.password}"), Ok)?,
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

    pub(super) async fn tile(&mut self, user: Option<&str>, person: &mut Person<'_>) -> Result<(), RunError> {
        let portal = [open("{idp.portal_url}")];
        let mut values = self.values_of(user, 0)?;
        person.act("open the User Portal", None, &portal, &mut values, &self.target.folder).await?;
        self.idp_login(user, None, 0, person).await?;
        let tile = [click(&format!("text={}", fixture::DISPLAY_LABEL))];
        person.act("click the application's tile", None, &tile, &mut values, &self.target.folder).await
    }

    pub(super) async fn sign_out_at_idp(&self, person: &mut Person<'_>) -> Result<(), RunError> {
        let actions = [open("{idp.portal_url}"), click("text=Log Out")];
        person.act("log out at the IdP", None, &actions, &mut self.values.clone(), &self.target.folder).await
    }

    /// Nothing where the target file says no way.
    pub(super) async fn sign_out(&self, person: &mut Person<'_>) -> Result<(), RunError> {
        match &self.target.sign_out {
            Some(steps) => {
                let actions: Vec<Action> = steps.iter().map(|step| step.action.clone()).collect();
                // Where somebody is still signed in after it, the page shows whether the SP asks for more.
                let kept = std::mem::replace(&mut person.keep_sources, true);
                let done = person.act("sign out", None, &actions, &mut self.values.clone(), &self.target.folder).await;
                person.keep_sources = kept;
                done.map_err(RunError::in_steps("`steps` under `[sign_out]`"))
            }
            None => Ok(()),
        }
    }

    pub(super) async fn open(&self, name: &str, url: &str, person: &mut Person<'_>) -> Result<(), RunError> {
        person.act(name, None, &[open(url)], &mut self.values.clone(), &self.target.folder).await
    }

    /// Why there is nothing to bookmark.
    fn no_bookmark(&self, person: &Person<'_>) -> Result<RunError, RunError> {
        if !self.has_asked_idp(person, 0, 0)? {
            return Ok(ProvisionError::NoBookmark.into());
        }
        let reason = "the SP leads to the IdP without an AuthnRequest in the address, so no request can be bookmarked";
        Ok(RunError::NotApplicable(reason.to_owned()))
    }

    /// Opens what the person may have bookmarked when they were first sent to the IdP.
    pub(super) async fn open_bookmark(&self, person: &mut Person<'_>) -> Result<(), RunError> {
        let started = person.elapsed();
        let Some(url) = self.bookmark.clone() else { return Err(self.no_bookmark(person)?) };
        person.browser.open(&url).await?;
        person.note("open the bookmarked IdP page", started).await
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

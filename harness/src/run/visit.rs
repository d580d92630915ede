//! An SP that is set up, with a browser in front of it, for looking around: there is no plan, and nothing is judged.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Instant;

use mock_idp::organization::Organization;
use url::Url;

use super::flow::Flow;
use super::idp::IdpServer;
use super::learn_sp::Moment;
use super::look_up::Learned;
use super::person::{Person, absolute, expand};
use super::pictures::Pictures;
use super::provision::{make_accounts, provision};
use super::{Engine, ProvisionedSp, RunError, RunOptions, engine, get_ready, reachable, sp_metadata};
use crate::action::Action;
use crate::evidence::Document;
use crate::fixture;
use crate::placeholder::Values;
use crate::plan::{Case, KNOWN_PEOPLE};
use crate::sp_metadata::SpMetadata;
use crate::target::{Interruption, Procedure, Target};

/// The page's source without what nobody reads, which may be the most of it, and with what its fields hold.
const SOURCE: &str = "(() => {
  const copy = document.documentElement.cloneNode(true);
  const fields = [...copy.querySelectorAll('input')];
  document.querySelectorAll('input').forEach((field, index) => {
    if (/^(text|email|search|tel|url)$/.test(field.type)) fields[index].setAttribute('value', field.value);
  });
  copy.querySelectorAll('svg, script, style, link').forEach((element) => element.remove());
  return copy.outerHTML.slice(0, 500000);
})()";

/// What a visitor has in front of them.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Address.
    pub url: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// What is to be read.
    pub text: String,
    /// The page's source, scripts run where there are any.
    pub html: String,
    /// The whole text of an answer that is no page, as JSON.
    pub answer: String,
    /// What was asked for on the way.
    pub documents: Vec<Document>,
}

/// A visit at an SP.
pub struct Visit {
    target: Target,
    case: Case,
    idp: IdpServer,
    provisioned: ProvisionedSp,
    browser: Box<dyn Engine>,
    learned: Learned,
    pictures: Pictures,
}

impl Visit {
    /// Starts everything that `target` says; the SP is not given the IdP's metadata yet, unless it finds them when it
    /// starts. `case` is a plain login. `say` hears what is being prepared.
    pub async fn begin(
        mut target: Target,
        mut options: RunOptions,
        case: Case,
        say: &(dyn Fn(&str) + Sync),
    ) -> Result<Self, RunError> {
        let idp = get_ready(&mut target, &mut options, say).await?;
        reachable::before_the_run(&target, &options).await?;
        let browser = engine::start(&options, &target.trust).await?;
        match ProvisionedSp::prepare(&target, &idp, &case, &options, 0, 1).await {
            Ok(provisioned) => {
                let pictures = Pictures::below(&options.evidence, options.pictured);
                Ok(Self { target, case, idp, provisioned, browser, learned: Learned::default(), pictures })
            }
            Err(error) => {
                browser.stop().await;
                Err(error)
            }
        }
    }

    /// The SP as it is known by now.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// From now on `procedure` gives the SP the IdP's metadata.
    pub fn set_procedure(&mut self, procedure: Procedure) {
        self.target.provision.procedure = procedure;
    }

    /// From now on this is answered wherever it shows.
    pub fn add_interruption(&mut self, interruption: Interruption) {
        self.target.interruptions.push(interruption);
    }

    /// Gives the SP the IdP's metadata, and accounts to the two people who log in, as the target says. The browser is empty
    /// afterwards.
    pub async fn provision(&mut self) -> Result<(), RunError> {
        self.browser.empty().await?;
        let Self { target, case, provisioned, browser, learned, pictures, .. } = self;
        let mut person = Person::new(browser.as_mut(), target, pictures, learned, Instant::now());
        person.provisioning = true;
        provision(target, provisioned, case, &mut person).await?;
        provisioned.learn_sp(target, case, Moment::AfterProvisioning).await?;
        make_accounts(target, provisioned, &KNOWN_PEOPLE, &Mutex::new(BTreeSet::new()), &mut person).await?;
        browser.empty().await
    }

    /// What the SP says of itself at `url`, a template; none where there is no metadata of an SP.
    pub async fn metadata_at(&self, url: &str) -> Option<SpMetadata> {
        let values = self.values();
        let url = absolute(&expand(values, url).ok()?, values).ok()?;
        sp_metadata::learn(&url, None, &self.target.trust).await.ok()
    }

    /// Tells the IdP what the SP is called, and where its metadata is, if it has any.
    pub async fn introduce(
        &mut self,
        entity_id: &str,
        acs_url: &str,
        metadata_url: Option<&str>,
    ) -> Result<(), RunError> {
        for company in &mut self.provisioned.companies {
            company.values.set("sp.entity_id", entity_id);
            company.values.set("sp.acs_url", acs_url);
            if let Some(url) = metadata_url {
                company.values.set_template("sp.metadata_url", url);
            }
        }
        self.provisioned.learn_sp(&self.target, &self.case, Moment::AfterProvisioning).await
    }

    /// What templates see.
    pub fn values(&self) -> &Values {
        &self.company().values
    }

    /// The same, with `persona` as the person.
    pub fn values_of(&self, persona: &str) -> Values {
        let mut values = self.values().clone();
        fixture::set_user(&mut values, persona);
        values
    }

    fn company(&self) -> &super::provisioned::Company {
        &self.provisioned.companies[0]
    }

    fn organization(&self) -> &Organization {
        &self.company().organization
    }

    /// Whether `url` is the IdP's.
    pub fn is_at_idp(&self, url: &str) -> bool {
        url.starts_with(self.organization().base_url().as_str())
    }

    /// The last AuthnRequest that came to the IdP, as XML.
    pub fn last_request(&self) -> Option<String> {
        let entries = self.organization().journal().since(0);
        entries.into_iter().rev().map(|entry| entry.xml).find(|xml| xml.contains("AuthnRequest"))
    }

    /// The SP's own address.
    pub fn base_url(&self) -> Result<Url, RunError> {
        let text = expand(self.values(), "{sp.base_url}")?;
        Url::parse(&text).map_err(|error| RunError::NotApplicable(format!("`{text}` is no address: {error}")))
    }

    /// Goes to `url`, a template; a path is the SP's.
    pub async fn open(&mut self, url: &str) -> Result<Sight, RunError> {
        self.act(&[Action::Open { url: url.to_owned() }], KNOWN_PEOPLE[0]).await
    }

    /// The same, while the IdP lets nobody in: what is seen then is not owed to a new login.
    pub async fn look(&mut self, url: &str) -> Result<Sight, RunError> {
        self.organization().begin_look_up();
        let seen = self.open(url).await;
        self.organization().end_look_up();
        seen
    }

    /// Does `actions` as `persona`, and looks at where they lead.
    pub async fn act(&mut self, actions: &[Action], persona: &str) -> Result<Sight, RunError> {
        let mut values = self.values_of(persona);
        let Self { target, browser, learned, pictures, .. } = self;
        let mut person = Person::new(browser.as_mut(), target, pictures, learned, Instant::now());
        person.actions(actions, &mut values, &target.folder, false).await?;
        person.clear_the_way_on(&values).await?;
        self.sight().await
    }

    /// Logs in at the IdP as `persona`, where its login page is in front of them.
    pub async fn log_in_at_idp(&mut self, persona: &str) -> Result<Sight, RunError> {
        let values = self.values_of(persona);
        let Self { target, case, provisioned, browser, learned, pictures, .. } = self;
        let mut person = Person::new(browser.as_mut(), target, pictures, learned, Instant::now());
        person.note("at the IdP", person.elapsed()).await?;
        Flow::new(target, case, provisioned, values).idp_login(Some(persona), None, 0, &mut person).await?;
        self.sight().await
    }

    /// What is in front of the visitor now.
    pub async fn sight(&mut self) -> Result<Sight, RunError> {
        let page = self.browser.look().await?;
        let html = match self.browser.value_of(SOURCE).await? {
            Some(html) => html,
            None => self.browser.source().unwrap_or_default().html,
        };
        let answer = self.browser.answer().await?;
        let documents = self.browser.documents();
        Ok(Sight { url: page.url, status: page.status, text: page.text, html, answer, documents })
    }

    /// Runs `script` in every page from now on, before its own scripts.
    pub async fn on_every_page(&mut self, script: &str) -> Result<(), RunError> {
        self.browser.on_every_page(script).await
    }

    /// What the expression `script` comes to in the page, if it is a text that is not empty.
    pub async fn value_of(&mut self, script: &str) -> Result<Option<String>, RunError> {
        self.browser.value_of(script).await
    }

    /// Forgets all sessions.
    pub async fn empty(&mut self) -> Result<(), RunError> {
        self.browser.empty().await
    }

    /// The SP's last lines.
    pub fn log(&self) -> Vec<String> {
        self.provisioned.sp.as_ref().map(super::Sp::take_log).unwrap_or_default()
    }

    /// Ends everything that was started.
    pub async fn end(self) {
        let Self { browser, provisioned, idp, .. } = self;
        browser.stop().await;
        if let Some(sp) = provisioned.sp {
            sp.stop().await;
        }
        drop(idp);
    }
}

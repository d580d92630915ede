//! Giving the SP its metadata: as the target file says, or by following a guide.

use super::RunError;
use super::error::ProvisionError;
use super::launch::run_command;
use super::person::{Person, expand};
use super::provisioned::{COMMAND_LIMIT, Company};
use crate::action::{Action, Step};
use crate::guide::{GuideStep, Place, Work};
use crate::placeholder::Values;
use crate::scenario::SpSettings;
use crate::target::{HttpRequest, Target, Via};

/// Hands `company`'s metadata to the SP, with the settings that the lane wants of it.
pub async fn provision(
    target: &Target,
    company: &Company,
    wanted: &SpSettings,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    match target.provision.via {
        Via::Launch | Via::None => Ok(()),
        Via::Browser => in_browser(target, company, wanted, person).await,
        Via::Http => match &target.provision.request {
            Some(request) => by_http(request, &company.values).await,
            None => Err(ProvisionError::NoRequest.into()),
        },
        Via::Command => match &target.provision.command {
            Some(command) => run_command(command, &target.folder, &company.values, &[], COMMAND_LIMIT).await,
            None => Err(ProvisionError::NoCommand.into()),
        },
    }
}

async fn in_browser(
    target: &Target,
    company: &Company,
    wanted: &SpSettings,
    person: &mut Person<'_>,
) -> Result<(), RunError> {
    let mut settings: Vec<Step> = Vec::new();
    for (name, value) in wanted {
        settings.extend(target.provision.settings.get(&format!("{name}={value}")).cloned().unwrap_or_default());
    }
    let steps = &target.provision.steps;
    let update = steps.iter().position(|s| s.guide.as_deref() == Some("update")).unwrap_or(steps.len());
    let actions: Vec<Action> =
        steps[..update].iter().chain(&settings).chain(&steps[update..]).map(|s| s.action.clone()).collect();
    let mut values = company.values.clone();
    let name = format!("SSO settings of {}", company.name);
    person.act(&name, None, &actions, &mut values, &target.folder).await?;
    match person.page().and_then(|page| page.status) {
        Some(status @ 400..) => {
            let text: String = person.page().map(|p| p.text.chars().take(300).collect()).unwrap_or_default();
            Err(ProvisionError::SettingsPage { status, text }.into())
        }
        _ => Ok(()),
    }
}

async fn by_http(request: &HttpRequest, values: &Values) -> Result<(), RunError> {
    let url = expand(values, &request.url)?;
    let failed = |source| ProvisionError::Request { url: url.clone(), source };
    let method = request.method.parse::<http::Method>();
    let method = method.map_err(|source| ProvisionError::Method { method: request.method.clone(), source })?;
    let mut sent = reqwest::Client::new().request(method, &url);
    for (name, value) in &request.headers {
        sent = sent.header(name, expand(values, value)?);
    }
    if let Some(body) = &request.body {
        sent = sent.body(expand(values, body)?);
    } else if !request.form.is_empty() {
        let form =
            request.form.iter().map(|(k, v)| Ok((k, expand(values, v)?))).collect::<Result<Vec<_>, RunError>>()?;
        sent = sent.form(&form);
    }
    let answer = sent.send().await.map_err(failed)?;
    if answer.status().as_u16() < 400 {
        return Ok(());
    }
    let status = answer.status().as_u16();
    let text = answer.text().await.map_err(failed)?.chars().take(300).collect();
    Err(ProvisionError::Refused { url, status, text }.into())
}

/// Follows steps of a guide in order.
pub struct Reader<'a> {
    /// The SP.
    pub target: &'a Target,
    /// What templates see; downloads are kept here.
    pub values: Values,
    /// Whose pages the reader is at.
    at: Option<Place>,
}

impl<'a> Reader<'a> {
    /// A reader who has read nothing yet.
    pub fn new(target: &'a Target, values: Values) -> Self {
        Self { target, values, at: None }
    }

    /// Does one step.
    pub async fn follow(&mut self, step: &GuideStep, person: &mut Person<'_>) -> Result<(), RunError> {
        match &step.work {
            Work::Actions(actions) => {
                self.at = Some(step.at);
                let files = self.target.folder.clone();
                person.act(&step.text, Some(&step.id), actions, &mut self.values, &files).await
            }
            Work::Target(id) => self.at_sp(step, id, person).await,
        }
    }

    /// The target's steps for one step of the guide. Its untagged first steps lead to the settings page: they
    /// are done whenever the reader comes from elsewhere.
    async fn at_sp(&mut self, step: &GuideStep, id: &str, person: &mut Person<'_>) -> Result<(), RunError> {
        let steps = &self.target.provision.steps;
        let opening = steps.iter().take_while(|s| s.guide.is_none());
        let arrived = self.at.replace(Place::Sp) == Some(Place::Sp);
        let own = steps.iter().filter(|s| s.guide.as_deref() == Some(id));
        let actions: Vec<Action> = opening.filter(|_| !arrived).chain(own).map(|s| s.action.clone()).collect();
        let mut values = self.values.clone();
        for (name, guide_value) in [("idp.entity_id", "guide.issuer"), ("idp.metadata_xml", "guide.metadata")] {
            let text = self.values.expand(&format!("{{{guide_value}}}"));
            // Before the export there is no metadata; a step that needs it says so itself.
            if let Ok(text) = text {
                values.set(name, text);
            }
        }
        person.act(&step.text, Some(&step.id), &actions, &mut values, &self.target.folder).await
    }

    /// The next login leads away from the settings page.
    pub fn leave(&mut self) {
        self.at = None;
    }
}

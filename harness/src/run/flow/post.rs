//! Posts to the SP that the IdP's own flow does not make.

use std::collections::BTreeMap;

use super::Flow;
use crate::run::RunError;
use crate::run::cut_off::post_half;
use crate::run::idp_script;
use crate::run::person::{Person, absolute, expand};

impl Flow<'_> {
    pub(super) async fn post_again(
        &self,
        message: Option<usize>,
        relay_state: Option<&str>,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let started = person.elapsed();
        let relay_state = relay_state.map(|text| expand(&self.values, text)).transpose()?;
        let organization = &self.provisioned.company(0)?.organization;
        let page = idp_script::sent_page(organization, message, relay_state.as_deref())?;
        person.browser.open(&page).await?;
        person.note("post a response of the IdP again", started).await
    }

    pub(super) async fn post(
        &self,
        url: &str,
        fields: &BTreeMap<String, String>,
        person: &mut Person<'_>,
    ) -> Result<(), RunError> {
        let started = person.elapsed();
        let organization = &self.provisioned.company(0)?.organization;
        let message = idp_script::last_message(organization);
        let filled = fields.iter().map(|(name, value)| {
            // Stands for a text that is no template.
            let parts = value.split("{message}").map(|part| expand(&self.values, part));
            Ok((name.clone(), parts.collect::<Result<Vec<_>, RunError>>()?.join(&message)))
        });
        let filled = filled.collect::<Result<Vec<_>, RunError>>()?;
        let url = absolute(&expand(&self.values, url)?, &self.values)?;
        let page = idp_script::form_page(organization, url.clone(), filled);
        person.browser.open(&page).await?;
        person.note(&format!("post a form to {url}"), started).await
    }

    pub(super) async fn post_half(&self, person: &mut Person<'_>) -> Result<(), RunError> {
        let started = person.elapsed();
        let message = idp_script::last_message(&self.provisioned.company(0)?.organization);
        post_half(&expand(&self.values, "{sp.acs_url}")?, &message, &self.target.trust).await?;
        person.note("half a POST to the ACS", started).await
    }
}

//! What the mock IdP gets to know about a case: the recipe that its responses go through, and what came of it.

use mock_idp::organization::{Organization, SettingsPatch};
use mock_idp::recipe::{Delivery, Field, Script};

use super::RunError;
use super::error::{IdpError, ProvisionError, RecipeError};
use super::provisioned::ProvisionedSp;
use crate::evidence::{CaseEvidence, Page};
use crate::placeholder::Values;
use crate::plan::Case;
use crate::scenario::{FlowStep, recipe_values};
use crate::target::Target;

/// Forgets what cases before have left: recipes, messages, canary hits, and clocks that were set.
pub(super) fn start_anew(provisioned: &ProvisionedSp) -> Result<(), RunError> {
    for company in &provisioned.companies {
        company.organization.clock().set_offset(0);
        company.organization.start_anew().map_err(IdpError::Random)?;
    }
    Ok(())
}

/// Makes the lane's own organization send what the case's recipe makes; nothing when it has none.
pub(super) fn arm(case: &Case, provisioned: &ProvisionedSp, values: &Values) -> Result<(), RunError> {
    if case.recipe.steps.is_empty() {
        return Ok(());
    }
    let second = provisioned.companies.get(1).and_then(|company| {
        company.organization.directory().applications.first().map(|application| application.key_pair.clone())
    });
    let script = Script {
        recipe: case.recipe.clone(),
        values: recipe_values(values),
        signs_last: case.recipe.signs_last(),
        second_company: second,
    };
    provisioned.company(0)?.organization.arm(Some(script));
    Ok(())
}

/// Whether the recipe is in force before the flow says anything: it is, unless the flow arms it first of the two.
pub(super) fn is_armed_at_first(case: &Case) -> bool {
    let first = case.flow.steps.iter().find(|step| matches!(step, FlowStep::Arm | FlowStep::Disarm));
    !matches!(first, Some(FlowStep::Arm))
}

/// Whether the flow keeps the recipe out of force from its first step to its last.
fn is_disarmed(case: &Case) -> bool {
    matches!(case.flow.steps.first(), Some(FlowStep::Disarm)) && !case.flow.steps.contains(&FlowStep::Arm)
}

/// Whether an IdP with these settings tells an SP other things of a person than the fixture does.
fn sends_otherwise(idp: &SettingsPatch) -> bool {
    idp.subject_field.is_some() || idp.user_attributes.is_some() || idp.include_groups.is_some()
}

/// Canary hits go into the evidence; a recipe that could not be carried out, or was not, is trouble of ours: the SP has
/// not been tried.
pub(super) fn settle(
    case: &Case,
    target: &Target,
    provisioned: &ProvisionedSp,
    last_page: Option<&Page>,
    evidence: &mut CaseEvidence,
) -> Result<(), RunError> {
    for company in &provisioned.companies {
        let hits = company.organization.canary_hits().into_iter();
        evidence.canary_hits.extend(hits.map(|hit| format!("{} {}", hit.method, hit.target)));
        if let Some(trouble) = company.organization.script_trouble() {
            // Every recipe fits what the fixture's IdP sends, as a test of the catalogue holds.
            if sends_otherwise(&target.idp) {
                let reason =
                    format!("the recipe needs what the IdP does not send with the target's `[idp]`: {trouble}");
                evidence.not_applicable.get_or_insert(reason);
                return Ok(());
            }
            return Err(RecipeError::Failed(trouble).into());
        }
    }
    if case.recipe.steps.is_empty() || is_disarmed(case) || evidence.not_applicable.is_some() {
        return Ok(());
    }
    let sent = provisioned.company(0)?.organization.sent_messages();
    // An SP that takes no metadata without a certificate knows no IdP that it could lead to.
    let idp = provisioned.company(0)?.organization.base_url();
    let is_at_sp = last_page.is_some_and(|page| !page.url.starts_with(idp.as_str()));
    let leads_nowhere = case.lacks_certificate() && sent.is_empty() && is_at_sp;
    if sent.iter().any(|message| message.scripted) || leads_nowhere {
        return Ok(());
    }
    Err(RecipeError::NotCarriedOut(last_page.map(|page| page.url.clone())).into())
}

/// Address of the IdP's page that posts a message again: the `number`-th of the case, or the last.
pub(super) fn sent_page(
    organization: &Organization,
    number: Option<usize>,
    relay_state: Option<&str>,
) -> Result<String, RunError> {
    let count = organization.sent_messages().len();
    let number = number.unwrap_or(count);
    if number == 0 || number > count {
        return Err(ProvisionError::NoSuchMessage { count, number }.into());
    }
    let mut url = organization.base_url().clone();
    url.set_path(&format!("sent/{number}"));
    if let Some(relay_state) = relay_state {
        url.query_pairs_mut().append_pair("relay_state", relay_state);
    }
    Ok(url.to_string())
}

/// The text of the last SAMLResponse field that was sent; empty before there is one.
pub(super) fn last_message(organization: &Organization) -> String {
    let sent = organization.sent_messages();
    let fields = sent.last().map(|message| message.delivery.fields.clone()).unwrap_or_default();
    fields.into_iter().find(|field| field.name == "SAMLResponse").map(|field| field.value).unwrap_or_default()
}

/// Address of a page at the IdP that posts a form of these fields to `url`.
pub(super) fn form_page(organization: &Organization, url: String, fields: Vec<(String, String)>) -> String {
    let fields = fields.into_iter().map(|(name, value)| Field { name, value }).collect();
    let number = organization.keep_form(Delivery { url, fields, times: 1, ..Delivery::default() });
    let mut page = organization.base_url().clone();
    page.set_path(&format!("form/{number}"));
    page.to_string()
}

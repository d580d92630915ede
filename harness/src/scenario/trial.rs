//! Trying a recipe before anything runs: its steps are read, and carried out on a sample message.

use mock_idp::organization::SettingsPatch;
use mock_idp::recipe::{self, Fault, Recipe, RecipeError, Scene, Script, Sent, Step};
use serde_json::Value as Json;

use super::recipe::{RecipeDraft, RecipeStep, RowDraft};
use super::settings::explained;
use super::{Flow, FlowStep};
use crate::diagnostic::{Diagnostic, help_for};
use crate::fixture;
use crate::placeholder::Values;

/// The company of the sample message.
const COMPANY: &str = "sample";

/// Reads `steps`, which are those of `draft` with their values filled in.
pub(super) fn read(draft: &RecipeDraft, steps: &[RecipeStep]) -> Result<Recipe, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut recipe = Recipe::default();
    for (row, step) in draft.0.iter().zip(steps) {
        match parsed(step) {
            Ok(step) => recipe.steps.push(step),
            Err(message) => faults.push(explain(row, step, &message)),
        }
    }
    if faults.is_empty() { Ok(recipe) } else { Err(faults) }
}

fn parsed(step: &RecipeStep) -> Result<Step, String> {
    serde_json::from_value(Json::Object(step.clone())).map_err(|error| error.to_string())
}

/// What serde says of a step, at the key that it is about.
fn explain(row: &RowDraft, step: &RecipeStep, message: &str) -> Diagnostic {
    let name = step.get("step").and_then(Json::as_str).unwrap_or_default();
    if !Step::NAMES.contains(&name) {
        let help = help_for(name, Step::NAMES.iter().copied());
        return row.fault(None, format!("unknown step `{name}`"), help);
    }
    if let Some(key) = quoted_after(message, "unknown field `") {
        let known: Vec<&str> = message.split_once("expected").map_or("", |(_, rest)| rest).split('`').collect();
        let help = help_for(key, known.iter().skip(1).step_by(2).copied());
        return row.fault_of_key(key, format!("unknown key `{key}` of the step `{name}`"), help);
    }
    if let Some(key) = quoted_after(message, "missing field `") {
        return row.fault(None, format!("missing key `{key}` of the step `{name}`"), None);
    }
    // A step is told apart by its name, so serde has lost track of the key: it is the one without which the step
    // reads otherwise.
    let to_blame = step.keys().filter(|key| *key != "step").find(|key| {
        let mut rest = step.clone();
        rest.shift_remove(*key);
        parsed(&rest).map_or_else(|other| other != message, |_| true)
    });
    let Some(key) = to_blame else { return row.fault(None, message.to_owned(), None) };
    let (message, help) = explained(key, message);
    row.fault(Some(key), message, help)
}

fn quoted_after<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.split('`').next()
}

/// What the sample message is made from, for an application with `settings` and a person who does `flow`.
pub fn sample_scene(settings: &SettingsPatch, flow: &Flow) -> Result<Scene, Fault> {
    let mut scene = Scene::sample(&as_the_guide_leaves_it().overlaid(settings))?;
    let tile = flow.steps.iter().any(|step| matches!(step, FlowStep::Tile { .. }));
    let asked = flow.steps.iter().any(|step| matches!(step, FlowStep::CompanyLogin { .. }));
    if tile && !asked {
        scene.in_response_to = None;
    }
    if let Some(person) = fixture::personas(COMPANY).into_iter().find(|person| person.name == flow.user) {
        scene.person.user.username = person.name.to_owned();
        scene.person.user.first_name = person.first_name.to_owned();
        scene.person.user.last_name = person.last_name.to_owned();
        scene.person.user.company_email = person.email;
    }
    Ok(scene)
}

/// The attributes that the fixture's application sends.
fn as_the_guide_leaves_it() -> SettingsPatch {
    let settings = fixture::settings(COMPANY);
    SettingsPatch {
        user_attributes: Some(settings.user_attributes),
        include_groups: Some(settings.include_groups),
        groups_attribute_name: Some(settings.groups_attribute_name),
        ..SettingsPatch::default()
    }
}

/// Carries `recipe` out on the message of `scene`.
pub fn try_recipe(recipe: &Recipe, scene: &Scene, flow: &Flow) -> Result<Sent, RecipeError> {
    let script = Script {
        recipe: recipe.clone(),
        values: recipe_values(&sample_values(scene, &flow.user)),
        signs_last: recipe.signs_last(),
        second_company: Some(scene.key_pair.clone()),
    };
    recipe::run(scene, &script)
}

/// What the placeholders of a scenario stand for where nothing runs.
fn sample_values(scene: &Scene, user: &str) -> Values {
    let mut values = fixture::values(COMPANY, user);
    let base = scene.acs_url.rsplit_once('/').map_or(scene.acs_url.as_str(), |(base, _)| base);
    let certificate = scene.key_pair.certificate_pem().unwrap_or_default();
    for (name, text) in [
        ("sp.base_url", base),
        ("sp.entity_id", &scene.settings.sp_entity_id),
        ("sp.acs_url", &scene.acs_url),
        ("sp.metadata_url", &format!("{base}/metadata")),
        ("sp.certificate_pem", &scene.settings.sp_certificate),
        ("idp.entity_id", &scene.settings.idp_entity_id),
        ("idp.sso_url", "http://sample.idp.localhost:8080/saml2/sample"),
        ("idp.metadata_url", "http://sample.idp.localhost:8080/saml2/sample/metadata.xml"),
        ("idp.metadata_xml", &scene.metadata),
        ("idp.portal_url", "http://sample.idp.localhost:8080/userconsole"),
        ("idp.admin_url", "http://sample.idp.localhost:8080/admin"),
        ("idp.certificate_pem", &certificate),
        ("port", "8080"),
    ] {
        values.set(name, text);
    }
    values
}

/// Every value that can be filled in, as a text.
pub fn recipe_values(values: &Values) -> std::collections::BTreeMap<String, String> {
    values.names().filter_map(|name| Some((name.to_owned(), values.get(name)?))).collect()
}

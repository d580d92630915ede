//! Carrying recipes out on a sample message: what is wrong with one shows before anything is started.
//!
//! Loading does not do this, since it takes seconds for a whole catalogue and most commands only read the files. `run`
//! does it for what it is going to run, and a test does it for the whole catalogue.

use mock_idp::organization::SettingsPatch;
use mock_idp::recipe::{self, Fault, Recipe, RecipeError, Scene, Script, Sent};

use super::keeps::Keeps;
use super::recipe::RecipeDraft;
use super::{Flow, FlowStep, Scenario};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fixture;
use crate::placeholder::Values;
use crate::side_by_side;

/// The company of the sample message.
const COMPANY: &str = "sample";

/// Carries the recipes of `scenarios` and of their variants out on sample messages. What goes wrong is shown at the
/// step, and at the key of it, that cannot be carried out.
pub fn dry_run(scenarios: &[&Scenario]) -> Result<(), Diagnostics> {
    let found = side_by_side::map(scenarios, |scenario| faults(scenario));
    // Variants of one recipe come to the same fault.
    let mut faults = Vec::new();
    for fault in found.into_iter().flatten() {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Diagnostics(faults)) }
}

fn faults(scenario: &Scenario) -> Vec<Diagnostic> {
    let keeps = scenario.keeps.as_ref();
    let own = carried_out(&scenario.recipe, scenario.recipe_draft.as_deref(), keeps, &scenario.idp, &scenario.flow);
    let of_variants = scenario.variants.iter().filter_map(|variant| {
        let idp = scenario.idp.overlaid(&variant.idp);
        let flow = variant.flow.as_ref().unwrap_or(&scenario.flow);
        carried_out(&variant.recipe, variant.recipe_draft.as_deref(), variant.keeps.as_ref(), &idp, flow)
    });
    own.into_iter().chain(of_variants).collect()
}

/// What goes wrong with `recipe`, which is meant by `draft`; nothing goes wrong with what is sent as it is.
fn carried_out(
    recipe: &Recipe,
    draft: Option<&RecipeDraft>,
    keeps: Option<&Keeps>,
    idp: &SettingsPatch,
    flow: &Flow,
) -> Option<Diagnostic> {
    let draft = draft?;
    let sent = sample_scene(idp, flow)
        .map_err(|fault| RecipeError { step: 0, key: None, message: fault.message, help: fault.help })
        .and_then(|scene| try_recipe(recipe, &scene, flow));
    match sent {
        Ok(sent) => keeps.and_then(|keeps| keeps.broken(&sent)),
        Err(error) => Some(draft.row(error.step)?.fault(error.key, error.message, error.help)),
    }
}

/// What the sample message is made from, for an application with `settings` and a person who does `flow`.
pub fn sample_scene(settings: &SettingsPatch, flow: &Flow) -> Result<Scene, Fault> {
    let mut scene = Scene::sample(&as_the_guide_leaves_it().overlaid(settings))?;
    let tile = flow.steps.iter().any(|step| matches!(step, FlowStep::Tile { .. }));
    let asked = flow.steps.iter().any(|step| matches!(step, FlowStep::CompanyLogin { .. }));
    if tile && !asked {
        scene.in_response_to = None;
    }
    if let Some(person) =
        fixture::personas(&fixture::mail_domain(COMPANY)).into_iter().find(|person| person.name == flow.user)
    {
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
    let mut values = fixture::values(COMPANY, &fixture::mail_domain(COMPANY), user);
    let another = "another";
    let idp_entity_id = fixture::settings(another).idp_entity_id;
    fixture::set_second_company(&mut values, &fixture::mail_domain(another), &idp_entity_id);
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
        ("harness", "saml-harness"),
        ("port", "8080"),
    ] {
        values.set(name, text);
    }
    values
}

/// Every value that can be filled in, as a text.
pub fn recipe_values(values: &Values) -> std::collections::BTreeMap<String, String> {
    // The IdP knows best what it calls whom, with the settings that a message is made with.
    let names = values.names().filter(|name| !name.ends_with(".name_id"));
    names.filter_map(|name| Some((name.to_owned(), values.get(name)?))).collect()
}

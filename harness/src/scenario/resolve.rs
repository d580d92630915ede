//! From drafts to scenarios as meant: what they extend and their variants' values are filled in.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use mock_idp::organization::SettingsPatch;
use mock_idp::recipe::Recipe;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::draft::Draft;
use super::flow::FlowDraft;
use super::recipe::RecipeDraft;
use super::values::{self, With};
use super::variant::VariantDraft;
use super::{Attacker, Expect, Flow, Scenario, SpSettings, Variant, attacker, step};
use crate::case_id::CaseId;
use crate::diagnostic::{Diagnostic, help_for, whole};
use crate::fixture;

/// How many scenarios may extend one another in a row. A reader looks through all of them to know what a case does.
const DEPTH: usize = 2;

/// What a scenario extends that does not say: the plain login.
const PLAIN_LOGIN: &str = "login/sp-initiated";

/// Settings and flow with everything that a scenario extends below them.
struct Baseline {
    idp: SettingsPatch,
    sp: SpSettings,
    flow: FlowDraft,
}

/// The scenario that `draft` means beside `all` others, or all that is wrong with it.
pub(super) fn resolve(draft: &Draft, all: &BTreeMap<CaseId, Draft>) -> Result<Scenario, Vec<Diagnostic>> {
    let baseline = baseline(draft, all, DEPTH).and_then(|found| found.ok_or_else(|| too_deep(draft)));
    let baseline = baseline.map_err(|fault| vec![*fault])?;
    let mut faults = Vec::new();
    let flow = baseline.flow.finished();
    let shared = Shared {
        flow: LazyCell::new(Box::new(|| Part::of(flow.clone()))),
        expect: LazyCell::new(Box::new(|| Part::of(draft.expect.clone()))),
    };
    let resolved =
        draft.variants.iter().map(|variant| resolve_variant(draft, variant, &baseline, &shared, &mut faults));
    let variants = resolved.collect();
    drop(shared);
    let mut recipe = Recipe::default();
    if draft.variants.is_empty()
        && let Some(steps) = &draft.recipe
    {
        recipe = resolve_recipe(steps, &With::new(), draft.attacker, &baseline.idp, &mut faults);
    }
    if draft.variants.is_empty() {
        let keeps = draft.keeps.as_ref();
        faults.extend(keeps.and_then(|keeps| keeps.beyond(draft.attacker, draft.recipe.is_some())));
    }
    let scenario = Scenario {
        id: draft.id.clone(),
        path: draft.path.clone(),
        title: draft.title.clone(),
        why: draft.why.clone(),
        fix: draft.fix.clone(),
        says: draft.says.clone(),
        refs: draft.refs.clone(),
        severity: draft.severity,
        extends: base(draft, all).map(str::to_owned),
        idp: baseline.idp,
        sp: baseline.sp,
        flow,
        variants,
        expect: draft.expect.clone(),
        attacker: draft.attacker,
        recipe,
        recipe_draft: draft.recipe.clone().filter(|_| draft.variants.is_empty()),
        keeps: draft.keeps.clone().filter(|_| draft.variants.is_empty()),
        detects: draft.detects.clone(),
    };
    if faults.is_empty() { Ok(scenario) } else { Err(faults) }
}

/// The id of what `draft` extends. A catalogue without the plain login has nothing to extend unasked.
fn base<'a>(draft: &'a Draft, all: &BTreeMap<CaseId, Draft>) -> Option<&'a str> {
    let unasked = (draft.id != PLAIN_LOGIN && all.contains_key(PLAIN_LOGIN)).then_some(PLAIN_LOGIN);
    draft.extends.as_ref().map(|extends| extends.id.as_str()).or(unasked)
}

/// The settings and flow of `draft` over those of what it extends; none when that goes deeper than `depth`.
fn baseline(draft: &Draft, all: &BTreeMap<CaseId, Draft>, depth: usize) -> Result<Option<Baseline>, Box<Diagnostic>> {
    let own = || Baseline { idp: draft.idp.clone(), sp: draft.sp.clone(), flow: draft.flow.clone() };
    let Some(extends) = &draft.extends else {
        let base = base(draft, all).and_then(|base| all.get(base));
        return Ok(Some(base.map_or_else(own, |base| {
            let base = Baseline { idp: base.idp.clone(), sp: base.sp.clone(), flow: base.flow.clone() };
            over(draft, base)
        })));
    };
    let Some(base) = all.get(extends.id.as_str()) else {
        let help = help_for(&extends.id, all.keys().map(CaseId::as_str));
        let remark = "no scenario has this id".to_owned();
        return Err(Box::new(Diagnostic { remark, help, ..extends.fault.clone() }));
    };
    if depth == 0 {
        return Ok(None);
    }
    Ok(baseline(base, all, depth - 1)?.map(|base| over(draft, base)))
}

/// `draft` over what it extends.
fn over(draft: &Draft, base: Baseline) -> Baseline {
    let mut sp = base.sp;
    sp.extend(draft.sp.clone());
    Baseline { idp: base.idp.overlaid(&draft.idp), sp, flow: draft.flow.over(&base.flow) }
}

fn too_deep(draft: &Draft) -> Box<Diagnostic> {
    let message = format!("`extends` goes more than {DEPTH} scenarios deep");
    let help = Some("extend an earlier one, and write its settings here".to_owned());
    Box::new(match &draft.extends {
        Some(extends) => Diagnostic { message, help, ..extends.fault.clone() },
        None => whole(&draft.path, message),
    })
}

fn resolve_variant(
    draft: &Draft,
    variant: &VariantDraft,
    baseline: &Baseline,
    shared: &Shared<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Variant {
    let attacker = variant.attacker.or(draft.attacker);
    let idp = baseline.idp.overlaid(&variant.idp);
    let texts: With = variant.with.iter().map(|(name, value)| (name.clone(), values::text(value).into())).collect();
    let mut flow = variant.flow.as_ref().map(|flow| flow.over(&baseline.flow).finished());
    let mut expect = variant.expect.clone();
    if !texts.is_empty() {
        flow = Some(flow.map_or_else(|| shared.flow.filled(&texts), |flow| Part::of(flow).filled(&texts)));
        expect = Some(expect.map_or_else(|| shared.expect.filled(&texts), |expect| Part::of(expect).filled(&texts)));
    }
    let recipe = variant.recipe.as_ref().or(draft.recipe.as_ref());
    let keeps = variant.keeps.as_ref().or(draft.keeps.as_ref());
    faults.extend(keeps.and_then(|keeps| keeps.beyond(attacker, recipe.is_some())));
    let meant = recipe.map(|steps| resolve_recipe(steps, &variant.with, attacker, &idp, faults));
    Variant {
        name: variant.name.clone(),
        idp: variant.idp.clone(),
        flow,
        expect,
        sp: variant.sp.clone(),
        attacker,
        recipe: meant.unwrap_or_default(),
        recipe_draft: recipe.cloned(),
        keeps: keeps.cloned(),
        with: variant.with.iter().map(|(name, value)| (name.clone(), values::text(value))).collect(),
        refs: variant.refs.clone(),
        detects: variant.detects.clone(),
    }
}

/// What all variants of a scenario have in common, where they do not say otherwise.
struct Shared<'a> {
    flow: Lazy<'a, Flow>,
    expect: Lazy<'a, Expect>,
}

type Lazy<'a, T> = LazyCell<Part<T>, Box<dyn FnOnce() -> Part<T> + 'a>>;

/// A part of a scenario whose texts may hold values of a variant.
struct Part<T> {
    plain: T,
    /// The same as JSON, where there is something to fill in.
    template: Option<Json>,
}

impl<T: Serialize + DeserializeOwned + Clone> Part<T> {
    fn of(plain: T) -> Self {
        let template = serde_json::to_value(&plain).ok().filter(|template| !values::used(template).is_empty());
        Self { plain, template }
    }

    /// The part with its texts filled in.
    fn filled(&self, texts: &With) -> T {
        // Only texts are changed, and to texts.
        let filled = self.template.as_ref().map(|template| serde_json::from_value(values::filled(template, texts)));
        filled.and_then(Result::ok).unwrap_or_else(|| self.plain.clone())
    }
}

/// The recipe as meant; what is wrong with it goes to `faults`.
fn resolve_recipe(
    draft: &RecipeDraft,
    with: &With,
    attacker: Option<Attacker>,
    idp: &SettingsPatch,
    faults: &mut Vec<Diagnostic>,
) -> Recipe {
    let steps = draft.filled(with);
    let recipe = match step::read(draft, &steps) {
        Ok(recipe) => recipe,
        Err(found) => {
            faults.extend(found);
            return Recipe::default();
        }
    };
    let toggles = idp.sign.unwrap_or_else(|| fixture::settings("").sign);
    let place = |step: usize| draft.row(step);
    if let Some(Err(beyond)) = attacker.map(|attacker| attacker::check(attacker, &recipe.steps, toggles)) {
        let fault = place(beyond.step).map(|row| row.fault(None, beyond.message, Some(beyond.help.to_owned())));
        faults.extend(fault);
        return recipe;
    }
    recipe
}

//! From guides and scenarios to cases.

use std::collections::BTreeMap;

use mock_idp::organization::SettingsPatch;

use super::metadata_settings::{lacks_certificate, metadata_settings};
use super::{Case, Control, GuideRun, Stage};
use crate::case_id::CaseId;
use crate::guide::{Course, Guide, GuideStep, Help, Mistake, Skip, Work};
use crate::outcome::OutcomeKind;
use crate::scenario::{Expect, Scenario, Variant};

/// A guide's cases: followed whole, each skip in the order of the steps, mistakes, courses.
pub(super) fn of_guide(guide: &Guide) -> Vec<Case> {
    let mut skips: Vec<&Skip> = guide.skips.iter().collect();
    skips.sort_by_key(|skip| position(&guide.steps, &skip.step));
    let mut cases = vec![whole(guide)];
    cases.extend(skips.into_iter().map(|skip| skipped(guide, skip)));
    cases.extend(guide.mistakes.iter().map(|mistake| mistaken(guide, mistake)));
    cases.extend(guide.courses.iter().map(|course| on_course(guide, course)));
    cases
}

/// A scenario's cases: one for each variant, or one.
pub(super) fn of_scenario(scenario: &Scenario) -> Vec<Case> {
    if scenario.variants.is_empty() {
        return vec![beside_the_lane(plain(scenario), scenario)];
    }
    let varied = |variant| beside_the_lane(varied(scenario, variant), scenario);
    scenario.variants.iter().map(varied).collect()
}

fn plain(scenario: &Scenario) -> Case {
    Case {
        id: scenario.id.clone(),
        category: scenario.id.category().to_owned(),
        title: scenario.title.clone(),
        why: scenario.why.clone(),
        fix: scenario.fix.clone(),
        says: scenario.says.clone(),
        check: None,
        common: false,
        refs: scenario.refs.clone(),
        severity: scenario.severity,
        idp: scenario.idp.clone(),
        sp: scenario.sp.clone(),
        flow: scenario.flow.clone(),
        control: control(&scenario.expect),
        expect: scenario.expect.clone(),
        guide: None,
        baseline: None,
        attacker: scenario.attacker,
        recipe: scenario.recipe.clone(),
        mail_domain: None,
        with: BTreeMap::new(),
        detects: scenario.detects.clone(),
    }
}

fn varied(scenario: &Scenario, variant: &Variant) -> Case {
    let mut case = plain(scenario);
    case.id = scenario.id.with_variant(&variant.name);
    case.title = format!("{} ({})", scenario.title, variant.name);
    case.idp = scenario.idp.overlaid(&variant.idp);
    case.sp.extend(variant.sp.clone());
    if let Some(flow) = &variant.flow {
        case.flow = flow.clone();
    }
    if let Some(expect) = &variant.expect {
        case.expect = expect.clone();
        case.control = control(expect);
    }
    case.refs.extend(variant.refs.clone());
    case.attacker = variant.attacker;
    case.recipe.clone_from(&variant.recipe);
    case.with.clone_from(&variant.with);
    if let Some(detects) = &variant.detects {
        case.detects.clone_from(detects);
    }
    case
}

/// What a customer has set wrongly and shows in the metadata spoils every login of the lane, the plain one, too, and so does a
/// certificate that is missing there: then the baseline's own case, in a lane of its own, is what must work.
fn beside_the_lane(mut case: Case, scenario: &Scenario) -> Case {
    let is_wrong = case.is_misconfigured() && metadata_settings(&case.idp) != SettingsPatch::default();
    let spoilt = is_wrong || lacks_certificate(&case.idp);
    if let Some((category, name)) = scenario.extends.as_deref().and_then(|id| id.split_once('/'))
        && spoilt
    {
        case.control = Control::Guide(CaseId::of_scenario(category, name));
    }
    case
}

/// A demand to be signed in proves itself; any other would be met by an SP that refuses everything.
fn control(expect: &Expect) -> Control {
    match expect.outcome {
        OutcomeKind::SignedIn => Control::None,
        _ => Control::Lane,
    }
}

fn whole(guide: &Guide) -> Case {
    let stages = guide.steps.iter().cloned().map(Stage::Follow).collect();
    Case {
        refs: guide.refs.clone(),
        severity: guide.severity,
        guide: Some(GuideRun { values: guide.values.clone(), stages }),
        ..Case::plain_login(CaseId::of_scenario("guide", &guide.name), &guide.title, &guide.why)
    }
}

/// A case of the guide other than the whole: what is done, and what it is called.
fn guide_variation(guide: &Guide, name: &str, title: String, why: &str, expect: &Expect, run: GuideRun) -> Case {
    let whole = whole(guide);
    let control = match expect.outcome {
        OutcomeKind::SignedIn => Control::None,
        _ => Control::Guide(whole.id.clone()),
    };
    Case {
        id: whole.id.with_variant(name),
        title,
        why: why.to_owned(),
        expect: expect.clone(),
        guide: Some(run),
        control,
        baseline: Some(whole.id.clone()),
        ..whole
    }
}

fn skipped(guide: &Guide, skip: &Skip) -> Case {
    let steps = guide.steps.iter().filter(|step| step.id != skip.step && !skip.without.contains(&step.id));
    let run = GuideRun { values: guide.values.clone(), stages: steps.cloned().map(Stage::Follow).collect() };
    let title = format!("Skipped: {}", text(guide, &skip.step));
    let case = guide_variation(guide, &format!("skip-{}", skip.step), title, &skip.why, &skip.expect, run);
    helped(case, guide, &skip.step, &skip.help, skip.common)
}

fn mistaken(guide: &Guide, mistake: &Mistake) -> Case {
    let mut steps: Vec<GuideStep> =
        guide.steps.iter().filter(|step| !mistake.without.contains(&step.id)).cloned().collect();
    if let (Some(work), Some(index)) = (&mistake.work, find(&steps, &mistake.step)) {
        steps[index].work = Work::Actions(work.clone());
    }
    if let (Some(before), Some(index)) = (&mistake.before, find(&steps, &mistake.step)) {
        let step = steps.remove(index);
        let to = find(&steps, before).unwrap_or(index);
        steps.insert(to, step);
    }
    let mut values = guide.values.clone();
    values.extend(mistake.set.clone());
    let run = GuideRun { values, stages: steps.into_iter().map(Stage::Follow).collect() };
    let title = format!("Done wrongly ({}): {}", mistake.name.replace('-', " "), text(guide, &mistake.step));
    let name = format!("{}-{}", mistake.step, mistake.name);
    let case = guide_variation(guide, &name, title, &mistake.why, &mistake.expect, run);
    helped(case, guide, &mistake.step, &mistake.help, mistake.common)
}

/// With what mends it, unless there is nothing to mend: what the skip or mistake says itself, else what its step says.
fn helped(case: Case, guide: &Guide, step: &str, own: &Help, common: bool) -> Case {
    let whole = case.expect.outcome == OutcomeKind::SignedIn && case.expect.user.is_none();
    let Some(step) = guide.steps.iter().find(|it| it.id == step).filter(|_| !whole) else { return case };
    let Help { mend, check, says } = own.or(&step.help);
    Case { fix: Some(mend.unwrap_or_else(|| step.text.clone())), check, says, common, ..case }
}

fn on_course(guide: &Guide, course: &Course) -> Case {
    let first = guide.steps.iter().filter(|step| !course.skip.contains(&step.id)).cloned().map(Stage::Follow);
    let login = Stage::Login(course.first.clone());
    let stages = first.chain([login]).chain(course.then.iter().cloned().map(Stage::Follow)).collect();
    let run = GuideRun { values: guide.values.clone(), stages };
    let title = format!("{}: {}", guide.title, course.name.replace('-', " "));
    guide_variation(guide, &course.name, title, &course.why, &course.expect, run)
}

fn find(steps: &[GuideStep], id: &str) -> Option<usize> {
    steps.iter().position(|step| step.id == id)
}

fn position(steps: &[GuideStep], id: &str) -> usize {
    find(steps, id).unwrap_or(usize::MAX)
}

fn text<'a>(guide: &'a Guide, step: &'a str) -> &'a str {
    guide.steps.iter().find(|s| s.id == step).map_or(step, |s| &s.text)
}

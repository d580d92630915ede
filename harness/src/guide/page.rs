//! A guide as Markdown for customers: the steps, what each is easily done wrongly, and what is seen then. It is made from the
//! data that is tested, so that documentation and test are one file.

use super::{Guide, GuideStep, Help, Place};
use crate::outcome::{OutcomeKind, Phase};
use crate::scenario::Expect;

/// What is seen when a step goes wrong, and the mends, those of frequent mistakes first.
pub(super) type Trouble = (String, Vec<(bool, String)>);

/// The page.
pub fn page(guide: &Guide) -> String {
    let mut text = format!(
        "# {}\n\nFollow the steps in order. Below each stands what is seen if it is left out or done wrongly.\n",
        guide.title
    );
    let mut place = None;
    for (index, step) in guide.steps.iter().enumerate() {
        if place != Some(step.at) {
            place = Some(step.at);
            text +=
                &format!("\n## {}\n\n", if step.at == Place::Idp { "At JumpCloud" } else { "At the service provider" });
        }
        let number = format!("{}. ", index + 1);
        text += &format!("{number}{}\n", step.text);
        text += &notes(guide, step, &" ".repeat(number.len()));
    }
    text += "\n## If it does not work\n\n| what you see | what it may be: what to do |\n|---|---|\n";
    for (seen, mut mends) in troubles(guide) {
        mends.sort_by_key(|(common, _)| !common);
        let mut once: Vec<String> = Vec::new();
        for (common, mend) in mends {
            let mend = cell(&mend);
            let bold = format!("**{mend}**");
            if !once.contains(&mend) && !once.contains(&bold) {
                once.push(if common { bold } else { mend });
            }
        }
        text += &format!("| {} | {} |\n", capital(&seen), once.join("<br>"));
    }
    text + "\nWhat is often the cause stands in bold.\n"
}

/// What comes of leaving the step out, and of what is easily done wrongly.
fn notes(guide: &Guide, step: &GuideStep, indent: &str) -> String {
    let mut notes = String::new();
    let mut note = |lead: &str, common: bool, expect: &Expect, why: &str| {
        if let Some(seen) = seen(expect) {
            let often = if common { "Often forgotten. " } else { "" };
            notes += &format!("{indent}- {often}{lead}: {seen}. {why}\n");
        }
    };
    for skip in guide.skips.iter().filter(|skip| skip.step == step.id) {
        note("Without this step", skip.common, &skip.expect, &skip.why);
    }
    for mistake in guide.mistakes.iter().filter(|mistake| mistake.step == step.id) {
        let name = format!("Not so ({})", mistake.name.replace('-', " "));
        note(&name, mistake.common, &mistake.expect, &mistake.why);
    }
    notes
}

/// What may be seen, with the mends, by the phase of the login.
pub(super) fn troubles(guide: &Guide) -> Vec<Trouble> {
    let skips = guide.skips.iter().map(|skip| (&skip.step, &skip.help, skip.common, &skip.expect));
    let mistakes = guide.mistakes.iter().map(|it| (&it.step, &it.help, it.common, &it.expect));
    let mut troubles: Vec<(Option<Phase>, Trouble)> = Vec::new();
    for (step, help, common, expect) in skips.chain(mistakes) {
        let (Some(step), Some(seen)) = (guide.steps.iter().find(|it| it.id == *step), seen(expect)) else { continue };
        let Help { mend, .. } = help.or(&step.help);
        let mend = (common, mend.unwrap_or_else(|| step.text.clone()));
        match troubles.iter_mut().find(|(_, (known, _))| *known == seen) {
            Some((_, (_, mends))) => mends.push(mend),
            None => troubles.push((expect.phase, (seen, vec![mend]))),
        }
    }
    troubles.sort_by_key(|(phase, _)| *phase);
    troubles.into_iter().map(|(_, trouble)| trouble).collect()
}

/// What the person sees, in the customer's words; none where all is well.
pub(super) fn seen(expect: &Expect) -> Option<String> {
    let what = match expect.outcome {
        OutcomeKind::SignedIn if expect.user.is_none() => return None,
        OutcomeKind::SignedIn | OutcomeKind::SignedInLate => return Some("somebody else is signed in".to_owned()),
        OutcomeKind::StaysAtIdp => return Some("JumpCloud does not let the person go on".to_owned()),
        OutcomeKind::NotFound => "a page 404",
        OutcomeKind::SpError => "an error page of the service provider",
        OutcomeKind::NoAnswer | OutcomeKind::SpEnded | OutcomeKind::SpLockedOut => "no answer of the service provider",
        OutcomeKind::Refused | OutcomeKind::Unclear => "the service provider does not let the person in",
    };
    let when = match expect.phase {
        Some(Phase::Provision) => " on its settings page",
        Some(Phase::Start) => " at Company Login, before JumpCloud's login page",
        Some(Phase::Acs | Phase::After) => " after the login at JumpCloud",
        Some(Phase::Idp) | None => "",
    };
    Some(format!("{what}{when}"))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

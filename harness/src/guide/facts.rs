//! What a guide's page says, for programs.

use serde::Serialize;

use super::page::{seen, troubles};
use super::{Guide, Place};

/// A guide with what each step may lead to, in the customer's words.
#[derive(Debug, Serialize)]
pub struct Facts<'a> {
    name: &'a str,
    title: &'a str,
    why: &'a str,
    refs: &'a [String],
    severity: &'static str,
    steps: Vec<Step<'a>>,
    /// From what is seen to what may be done.
    troubles: Vec<Trouble>,
}

#[derive(Debug, Serialize)]
struct Step<'a> {
    id: &'a str,
    text: &'a str,
    at: Place,
    /// What comes of leaving it out, and of doing it wrongly; what leads to no trouble is not told.
    wrong: Vec<Wrong<'a>>,
}

#[derive(Debug, Serialize)]
struct Wrong<'a> {
    /// The mistake; absent: the step was left out.
    mistake: Option<&'a str>,
    seen: String,
    why: &'a str,
    /// Readers do so often.
    common: bool,
}

#[derive(Debug, Serialize)]
struct Trouble {
    seen: String,
    mends: Vec<Mend>,
}

#[derive(Debug, Serialize)]
struct Mend {
    text: String,
    common: bool,
}

/// What the page of `guide` says.
pub fn facts(guide: &Guide) -> Facts<'_> {
    let steps = guide.steps.iter().map(|step| {
        let skips = guide.skips.iter().filter(|skip| skip.step == step.id);
        let skips = skips.map(|it| (None, &it.expect, &it.why, it.common));
        let mistakes = guide.mistakes.iter().filter(|mistake| mistake.step == step.id);
        let mistakes = mistakes.map(|it| (Some(it.name.as_str()), &it.expect, &it.why, it.common));
        let wrong = skips.chain(mistakes);
        let wrong = wrong
            .filter_map(|(mistake, expect, why, common)| Some(Wrong { mistake, seen: seen(expect)?, why, common }));
        Step { id: &step.id, text: &step.text, at: step.at, wrong: wrong.collect() }
    });
    let troubles = troubles(guide).into_iter().map(|(seen, mends)| Trouble {
        seen,
        mends: mends.into_iter().map(|(common, text)| Mend { text, common }).collect(),
    });
    Facts {
        name: &guide.name,
        title: &guide.title,
        why: &guide.why,
        refs: &guide.refs,
        severity: guide.severity.word(),
        steps: steps.collect(),
        troubles: troubles.collect(),
    }
}

//! From what a customer sends to the step that was missed.
//!
//! [`Customer`] puts the artefacts side by side; every [`Cause`] of the registry looks at them; [`diagnose`] ranks what was
//! found. It knows SAML and the guide, and nothing of the mock IdP's fixtures: strangers' files are read the same way.

mod ask;
mod cause;
pub mod causes;
mod claims;
mod customer;
mod difference;
mod end;
pub mod letter;
mod scenario;
mod settings;
mod told;
mod vendor;

use jiff::Timestamp;
use saml_artefact::{Reading, Redactor};
use serde::Serialize;

use crate::symptom::Library;

pub use cause::{Cause, Certainty, Found, Side};
pub use customer::{Customer, End, KnownSp, Place};
pub use scenario::{Repeat, repeat};
pub use settings::{Setting, settings};
pub use told::Told;
pub use vendor::Vendor;

/// A cause with what was found of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The entry of the registry.
    pub cause: &'static Cause,
    /// What was found.
    pub found: Found,
    /// Whether it explains where the login ended; the others would show next, or later.
    pub explains: bool,
    /// What tells it.
    pub source: Source,
}

/// What tells a cause: of two that are equally sure, the one with more behind it comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A page, or the customer, speaks of it; many causes have the same words.
    Words,
    /// The files show it.
    Files,
    /// Both.
    Both,
}

/// What the answer is in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// A cause at the customer's side.
    Cause,
    /// Those who run the SP have to look.
    NotOnYourSide,
    /// The artefacts do not tell.
    CannotBeTold,
    /// The person got in, and nothing is wrong.
    NothingWrong,
}

/// All that can be said.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// In one word.
    pub conclusion: Conclusion,
    /// Causes, the likeliest first.
    pub answers: Vec<Answer>,
    /// How the login ended.
    pub end: Option<End>,
    /// What to ask the customer for next.
    pub ask: Vec<String>,
    /// Whose IdP it is, where it is not JumpCloud's.
    pub vendor: Option<&'static Vendor>,
}

impl Diagnosis {
    /// The same with personal data taken out of what comes from the customer. Sentences of our own stay.
    pub fn redacted(mut self, redactor: &mut Redactor) -> Self {
        for answer in &mut self.answers {
            answer.found.expected = redactor.text(&answer.found.expected);
            answer.found.seen = redactor.text(&answer.found.seen);
            answer.found.recipe.iter_mut().for_each(|step| *step = redactor.text(step));
        }
        self.end.iter_mut().for_each(|end| end.words = redactor.text(&end.words));
        self
    }

    /// The likeliest cause.
    pub fn first(&self) -> Option<&Answer> {
        self.answers.first()
    }
}

/// Ranks the causes of what the customer saw. `sp` is what is known of the service provider beside the artefacts, `library`
/// what programs say when a login fails.
pub fn diagnose(readings: &[Reading], sp: &KnownSp, library: &Library, now: Timestamp) -> Diagnosis {
    let customer = Customer::of(readings, sp, library, now);
    let mut answers: Vec<Ranked> = causes::CAUSES.iter().filter_map(|cause| answer(cause, &customer)).collect();
    // The registry's order decides between equals: what comes first in a login comes first there.
    answers.sort_by_key(|(answer, rank)| {
        std::cmp::Reverse((answer.explains, answer.found.certainty, answer.source, std::cmp::Reverse(*rank)))
    });
    let mut answers: Vec<Answer> = answers.into_iter().map(|(answer, _)| answer).collect();
    let is_found = |answer: &Answer| answer.explains && answer.found.certainty == Certainty::Certain;
    if answers.first().is_some_and(is_found) {
        // What is left when nothing else explains it contradicts what does.
        let is_left = |answer: &Answer| {
            answer.cause.id == causes::WHEN_NOTHING_ELSE
                && answer.source == Source::Files
                && answer.found.certainty < Certainty::Certain
        };
        answers.retain(|answer| !is_left(answer));
    }
    // Of one sentence, what the files do not show is no second answer to what they show.
    if answers.first().is_some_and(|first| first.source > Source::Words && first.found.certainty > Certainty::Possible)
    {
        answers.retain(|one| one.source > Source::Words || one.found.certainty > Certainty::Possible);
    }
    let blamed = answers.first().filter(|first| first.found.certainty > Certainty::Possible);
    let blamed = blamed.filter(|first| first.explains || first.found.certainty == Certainty::Certain);
    let conclusion = match blamed {
        Some(first) if first.cause.side == Side::Sp => Conclusion::NotOnYourSide,
        Some(_) => Conclusion::Cause,
        None if customer.end.as_ref().is_some_and(|end| end.is_good) => Conclusion::NothingWrong,
        None => Conclusion::CannotBeTold,
    };
    let ask = ask::next(&customer, &answers);
    let vendor = vendor::of(&customer);
    Diagnosis { conclusion, answers, end: customer.end, ask, vendor }
}

/// An answer, and how many sentences say more of another cause.
type Ranked = (Answer, usize);

/// What the files show of one cause, and what is said of it; what the files show is more than what somebody says, and both
/// together are more than either.
fn answer(cause: &'static Cause, customer: &Customer<'_>) -> Option<Ranked> {
    let shown = (cause.find)(customer);
    // What the files disprove is not taken over.
    let said = customer.told_of(cause.id).filter(|_| !causes::is_disproved(cause.id, customer));
    let rank = said.map_or(usize::MAX, |(rank, _)| rank);
    let source = match (&shown, &said) {
        (Some(_), Some(_)) => Source::Both,
        (Some(_), None) => Source::Files,
        (None, _) => Source::Words,
    };
    let is_recorded = customer.end.as_ref().is_some_and(|end| end.is_recorded);
    let explains = explains(cause, customer) || source == Source::Words && !is_recorded;
    let found = match (shown, said) {
        (Some(found), Some(_)) if found.certainty == Certainty::Possible => found.at(Certainty::Likely),
        (Some(found), _) => found,
        (None, Some((_, told))) => in_words(cause, told, customer),
        (None, None) => return None,
    };
    // A login that went through is no failure, whatever could be tidier about it.
    let is_good = customer.end.as_ref().is_some_and(|end| end.is_good);
    let is_about_it = customer::ANOTHER_PERSON.contains(&cause.id);
    let found = if is_good && !is_about_it { found.at(Certainty::Possible) } else { found };
    Some((Answer { cause, found, explains, source }, rank))
}

/// What is found when a sentence of the list is all there is. A setting of the application hits everybody.
fn in_words(cause: &Cause, told: &Told, customer: &Customer<'_>) -> Found {
    let known: Vec<&str> = told.programs.iter().map(String::as_str).filter(|one| *one != "other words").collect();
    let who = if known.is_empty() { "the page, a log or the customer".to_owned() } else { known.join(", ") };
    let says = format!("`{}` is what {who} says", told.quote);
    let is_first = told.causes.first().is_some_and(|first| first == cause.id);
    let is_one_person_s = causes::OF_ONE_PERSON.contains(&cause.id);
    let fits = if customer.hits_some { is_one_person_s } else { is_first };
    let expected = match cause.id {
        "acs-url-not-listed" | "acs-url-differs" => customer.sp.acs_url.clone(),
        "sp-entity-id-not-the-issuer" | "audience-differs" => customer.sp.entity_id.clone(),
        "issuer-at-sp-differs" => customer.metadata.first().map(|one| one.entity_id.clone()),
        _ => None,
    };
    let found = Found::certain(expected.unwrap_or_default(), says);
    let found = found.at(if fits { Certainty::Likely } else { Certainty::Possible });
    if cause.id != "no-account" {
        return found;
    }
    let name = customer.assertion().and_then(|assertion| assertion.name_id.as_deref());
    let seen = name.map_or_else(|| found.seen.clone(), |name| format!("{}, of {name}", found.seen));
    Found { expected: "the address of an account".to_owned(), seen, ..found }
        .with_step("{ step = \"set\", node = \"NameID\", text = \"somebody.else@elsewhere.example\" }")
}

/// A login that ended early cannot have been ended by what comes later.
fn explains(cause: &Cause, customer: &Customer<'_>) -> bool {
    match &customer.end {
        Some(end) => end.place.is_none_or(|place| place == cause.place),
        None => true,
    }
}

//! From what a customer sends to the step that was missed.
//!
//! [`Customer`] puts the artefacts side by side; every [`Cause`] of the registry looks at them; [`diagnose`] ranks what was
//! found. It knows SAML and the guide, and nothing of the mock IdP's fixtures: strangers' files are read the same way.

mod ask;
mod cause;
pub mod causes;
mod customer;
mod difference;
pub mod letter;
mod scenario;
mod settings;

use jiff::Timestamp;
use saml_artefact::{Reading, Redactor};
use serde::Serialize;

pub use cause::{Cause, Certainty, Found, Side};
pub use customer::{Customer, End, KnownSp, Place};
pub use scenario::{Repeat, repeat};
pub use settings::{Setting, settings};

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

/// Ranks the causes of what the customer saw. `sp` is what is known of the service provider beside the artefacts.
pub fn diagnose(readings: &[Reading], sp: &KnownSp, now: Timestamp) -> Diagnosis {
    let customer = Customer::of(readings, sp, now);
    let mut answers: Vec<Answer> = causes::CAUSES
        .iter()
        .filter_map(|cause| {
            let shown = (cause.find)(&customer);
            let said = said(cause, &customer);
            let explains = explains(cause, &customer) || said.is_some() && shown.is_none();
            let source = match (&shown, &said) {
                (Some(_), Some(_)) => Source::Both,
                (Some(_), None) => Source::Files,
                (None, _) => Source::Words,
            };
            // What the artefacts show is more than what somebody says; both together are more than either.
            let found = match (shown, said) {
                (Some(found), Some(_)) if found.certainty == Certainty::Possible => found.at(Certainty::Likely),
                (shown, said) => shown.or(said)?,
            };
            Some(Answer { cause, found, explains, source })
        })
        .collect();
    // The registry's order decides between equals: what comes first in a login comes first there.
    answers.sort_by_key(|answer| std::cmp::Reverse((answer.explains, answer.found.certainty, answer.source)));
    let conclusion = match answers.first() {
        Some(first) if first.cause.side == Side::Sp && first.found.certainty > Certainty::Possible => {
            Conclusion::NotOnYourSide
        }
        Some(first) if first.found.certainty > Certainty::Possible => Conclusion::Cause,
        _ if customer.end.as_ref().is_some_and(|end| end.is_good) => Conclusion::NothingWrong,
        _ => Conclusion::CannotBeTold,
    };
    let ask = ask::next(&customer, &answers);
    Diagnosis { conclusion, answers, end: customer.end, ask }
}

/// That the last page, or the customer, speaks of it. What the message itself disproves is not taken over.
fn said(cause: &Cause, customer: &Customer<'_>) -> Option<Found> {
    if customer.end.as_ref().is_some_and(|end| end.is_good) || causes::is_disproved(cause.id, customer) {
        return None;
    }
    let said = customer.said_words();
    let word = causes::words::of(cause.id).iter().find(|word| said.contains(*word))?;
    Some(Found::certain("", format!("`{word}` is what the page, or the customer, says")).at(Certainty::Likely))
}

/// A login that ended early cannot have been ended by what comes later.
fn explains(cause: &Cause, customer: &Customer<'_>) -> bool {
    match &customer.end {
        Some(end) => end.place.is_none_or(|place| place == cause.place),
        None => true,
    }
}

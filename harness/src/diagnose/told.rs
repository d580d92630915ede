//! What pages, logs and people say, read with the list of error sentences that `symptoms` has.

use super::customer::Place;
use crate::outcome::Phase;
use crate::symptom::{Library, Pasted};

/// A sentence of the list that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Ids of the causes that it speaks of, the likeliest first.
    pub causes: Vec<String>,
    /// Who says it: the IdP, or the SP before or after it. Absent: it may be either.
    pub place: Option<Place>,
    /// Its words.
    pub quote: String,
    /// The programs that say so.
    pub programs: Vec<String>,
}

/// The sentences in `text` that say why, the one that says most first.
pub(super) fn read(text: &str, library: &Library) -> Vec<Told> {
    let found = library.recognise(&Pasted::new(text)).into_iter().filter(|found| !found.cause.general);
    let told = found.map(|found| Told {
        causes: found.cause.diagnosis,
        place: match found.cause.phase {
            Some(Phase::Start) => Some(Place::Start),
            Some(Phase::Idp) => Some(Place::Idp),
            Some(Phase::Acs) => Some(Place::Acs),
            // What is wrong with a setting may show at once, or at any time later.
            Some(Phase::Provision | Phase::After) | None => None,
        },
        quote: found.quotes.into_iter().next().unwrap_or_default(),
        programs: found.programs,
    });
    told.collect()
}

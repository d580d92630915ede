//! What an SP shows of the person who is signed in, learned from the plain logins of two people.

use strum::VariantArray;

use super::person::{Person, people};
use super::who::is_plainly;
use crate::evidence::{CaseEvidence, ControlEvidence, Piece, Shown};
use crate::fixture::Fact;
use crate::plan::{ControlId, DialectTrial, KNOWN_PEOPLE};

/// What the SP shows, after what the logins among `controls` show; `said` is the fact that the target file names. None:
/// nothing is said, and nothing could be learned.
pub fn learned(controls: &[ControlEvidence], said: Option<Fact>) -> Option<Shown> {
    let [first, second] = KNOWN_PEOPLE.map(|persona| Seen::of(persona, login(persona, controls)?));
    let found = first.zip(second).and_then(|(first, second)| between(&first, &second, said));
    match (found, said) {
        (Some((shows, pieces)), _) => Some(Shown { shows, learned: said.is_none(), pieces }),
        (None, Some(shows)) => Some(Shown { shows, learned: false, pieces: Vec::new() }),
        (None, None) => None,
    }
}

/// Whether the login of `persona` has still to be done: the plain login that found out the dialect is as good.
pub fn needs_login(persona: &str, controls: &[ControlEvidence]) -> bool {
    login(persona, controls).is_none()
}

/// The plain login of `persona` in which somebody was signed in.
fn login<'a>(persona: &str, controls: &'a [ControlEvidence]) -> Option<&'a CaseEvidence> {
    let is_own = |id: &ControlId| matches!(id, ControlId::Person(name) if name == persona);
    let is_trial = |id: &ControlId| {
        let plain = [DialectTrial::Jumpcloud, DialectTrial::Specification].map(ControlId::Dialect);
        persona == KNOWN_PEOPLE[0] && plain.contains(id)
    };
    let logins = controls.iter().filter(|control| is_own(&control.id) || is_trial(&control.id));
    logins
        .map(|control| &control.login)
        .find(|login| login.identity.as_ref().is_some_and(|seen| seen.shown().is_some()))
}

/// A text that was shown when this person was signed in.
struct Seen<'a> {
    text: &'a str,
    person: Person,
    /// Everybody who may be named in the text.
    people: Vec<Person>,
}

impl<'a> Seen<'a> {
    fn of(persona: &str, login: &'a CaseEvidence) -> Option<Self> {
        let email = login.surroundings.personas.get(persona)?;
        let (theirs, others): (Vec<_>, Vec<_>) = people(login).into_iter().partition(|person| person.email == *email);
        let text = login.identity.as_ref()?.user.as_deref()?;
        Some(Self { text, person: theirs.into_iter().next()?, people: others })
    }
}

/// The fact that both texts show, and both texts in pieces. One fact with the same text around it comes first; the longest
/// one, since an address holds the user name.
fn between(first: &Seen<'_>, second: &Seen<'_>, said: Option<Fact>) -> Option<(Fact, Vec<Piece>)> {
    let facts: Vec<Fact> =
        Fact::VARIANTS.iter().copied().filter(|fact| said.is_none_or(|said| said == *fact)).collect();
    let mut best: Option<(usize, Fact, Vec<Piece>)> = None;
    // A NameID that is an address, or a user name, is called that: the other is what a reader knows.
    let known_first =
        facts.iter().filter(|fact| **fact != Fact::NameId).chain(facts.iter().filter(|fact| **fact == Fact::NameId));
    for fact in known_first {
        for value in first.person.values(*fact) {
            let found = around(first.text, value).find(|(before, after)| {
                is_between(second, before, after, *fact)
                    && !names_somebody(before, first)
                    && !names_somebody(after, first)
            });
            let Some((before, after)) = found else { continue };
            if best.as_ref().is_none_or(|(length, ..)| value.len() > *length) {
                let text = |text: &str| Some(Piece::Text(text.to_owned())).filter(|_| !text.is_empty());
                let pieces = [text(before), Some(Piece::Fact(*fact)), text(after)];
                best = Some((value.len(), *fact, pieces.into_iter().flatten().collect()));
            }
        }
    }
    best.map(|(_, fact, pieces)| (fact, pieces)).or_else(|| {
        let pieces = pieces_of(first);
        let shows =
            pieces.iter().filter_map(|piece| if let Piece::Fact(fact) = piece { Some(*fact) } else { None }).min();
        let around = pieces.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None });
        let names_two = around.into_iter().any(|text| names_somebody(text, first));
        let same =
            !names_two && pieces == pieces_of(second) && said.is_none_or(|said| pieces.contains(&Piece::Fact(said)));
        Some((said.or(shows)?, pieces)).filter(|_| same)
    })
}

/// What stands before and after each place of `text` at which `value` stands, in upper or lower case.
fn around<'t>(text: &'t str, value: &str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let length = value.len();
    (0..=text.len().saturating_sub(length)).filter_map(move |at| {
        let found = text.get(at..at + length)?;
        found.eq_ignore_ascii_case(value).then(|| (&text[..at], &text[at + length..]))
    })
}

/// Whether the text of `seen` is that person's `fact` between `before` and `after`.
fn is_between(seen: &Seen<'_>, before: &str, after: &str, fact: Fact) -> bool {
    let name = seen.text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    name.is_some_and(|name| seen.person.is(fact, name))
}

/// Whether `text`, which stands there for everybody, names a person: then the whole text names two.
fn names_somebody(text: &str, seen: &Seen<'_>) -> bool {
    seen.people.iter().chain([&seen.person]).any(|person| is_plainly(text, person))
}

/// The text in pieces, with several facts in it; at each place the longest one.
fn pieces_of(seen: &Seen<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut since) = (0, 0);
    let text = seen.text;
    while at < text.len() {
        let here = |fact: &Fact| {
            let values = seen
                .person
                .values(*fact)
                .into_iter()
                .filter(|value| !value.is_empty() && text[at..].starts_with(value));
            values.map(str::len).max().map(|length| (length, std::cmp::Reverse(*fact)))
        };
        match Fact::VARIANTS.iter().filter_map(here).max() {
            Some((length, std::cmp::Reverse(fact))) => {
                pieces.extend(Some(Piece::Text(text[since..at].to_owned())).filter(|_| since < at));
                pieces.push(Piece::Fact(fact));
                at += length;
                since = at;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    pieces.extend(Some(Piece::Text(text[since..].to_owned())).filter(|_| since < text.len()));
    pieces
}

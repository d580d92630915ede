//! Whom a look-up names: one definition of "is this person", for verdicts and controls alike.

use strum::VariantArray;

use super::escaped::escaped;
use super::masked;
use super::person::{Carried, Person, people};
use crate::evidence::{CaseEvidence, Identity, Sign};
use crate::fixture::Fact;

/// Whom a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// One person of the fixture, by their e-mail address.
    Person(String),
    /// A name that the IdP issued or that a message carried, and that is no person of the fixture by itself.
    Name,
    /// Somebody whom the SP knows by an empty name; in words, by what that is seen.
    Nameless(String),
    /// Nobody can tell; the reason in words, with what to do next.
    Unclear(String),
}

/// Who is signed in, as the SP says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// What the SP shows of them: without the text around it where that is known, else without the white space around.
    pub(super) name: String,
    /// Whom it names.
    pub(super) who: Who,
    /// Whether `name` is the whole name and nothing but the name, byte for byte.
    is_exact: bool,
}

impl Named {
    /// Who is signed in; none: nobody. A text that everybody is shown before any login, and that is no person's, is nobody.
    pub(super) fn of(identity: &Identity, evidence: &CaseEvidence) -> Option<Self> {
        if let Sign::Nameless(reason) = &identity.sign {
            return Some(Self::nameless(reason.clone()));
        }
        let shown = identity.shown()?;
        let is_everybodys = evidence.surroundings.shown_to_nobody.iter().any(|text| text.trim() == shown);
        Self::told(identity, evidence).filter(|named| !is_everybodys || matches!(named.who, Who::Person(_)))
    }

    fn nameless(reason: String) -> Self {
        Self { name: String::new(), who: Who::Nameless(reason), is_exact: false }
    }

    /// Several elements that name different people are not told apart by their order.
    fn told(identity: &Identity, evidence: &CaseEvidence) -> Option<Self> {
        let several = identity.texts.iter().map(String::as_str);
        let texts: Vec<&str> = if identity.texts.is_empty() {
            identity.user.as_deref().into_iter().collect()
        } else {
            several.filter(|text| !text.trim().is_empty()).collect()
        };
        let people = people(evidence);
        let carried = Carried::of(evidence, &people);
        let named: Vec<Self> = texts.into_iter().map(|text| Self::of_text(text, &people, &carried, evidence)).collect();
        let mut told: Vec<&Self> = named.iter().filter(|named| named.unclear().is_none()).collect();
        told.dedup_by(|one, other| one.is_same(other));
        match told.as_slice() {
            [] => named.into_iter().next(),
            [one] => Some((*one).clone()),
            several => {
                let names: Vec<&str> = several.iter().map(|named| named.name.as_str()).collect();
                let names = names.join(", ");
                let who = Who::Unclear(names_two(&names, &names));
                Some(Self { name: names, who, is_exact: false })
            }
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name || matches!(self.who, Who::Person(_)) && self.who == other.who
    }

    fn of_text(raw: &str, people: &[Person], carried: &Carried, evidence: &CaseEvidence) -> Self {
        let text = raw.trim();
        if is_json(text) {
            let why = format!(
                "cannot tell who this is: the look-up shows the JSON text `{}`; write \
                 `json = \"/…\"` in place of `user` under `[signed_in]`, a pointer to the person in it",
                short(text)
            );
            return Self { name: text.to_owned(), who: Who::Unclear(why), is_exact: false };
        }
        let shown = evidence.surroundings.shown.as_ref();
        // Without a word around it the whole text is the name.
        let name = shown.map_or(Some(raw), |shown| shown.name_in(raw));
        if shown.is_some_and(|shown| shown.is_without_name(raw)) {
            return Self::nameless(format!("it says `{}`, and no name where the others have theirs", short(text)));
        }
        let exact = name.and_then(|name| Some((name, exactly(name, shown.map(|shown| shown.shows), people, carried)?)));
        if let Some((name, who)) = exact {
            return Self { name: name.to_owned(), who, is_exact: true };
        }
        if let Some(shown) = shown.filter(|shown| !shown.pieces.is_empty()) {
            let mut fitting = people.iter().filter(|person| person.is_shown(&shown.pieces, raw));
            if let (Some(person), None) = (fitting.next(), fitting.next()) {
                return Self { name: text.to_owned(), who: Who::Person(person.email.clone()), is_exact: false };
            }
        }
        // What is somebody's own name is not looked for behind an escape: no SP has shown that it writes theirs so.
        let whole = name.and_then(|name| escaped(name, carried.all()));
        let whole =
            whole.filter(|name| exactly(name, shown.map(|shown| shown.shows), people, carried) == Some(Who::Name));
        if let Some(name) = whole {
            return Self { name: name.clone(), who: Who::Name, is_exact: true };
        }
        let who = roughly(text, shown.map(|shown| shown.shows), people, carried);
        Self { name: text.to_owned(), who, is_exact: false }
    }

    /// Whether exactly `name` is shown. Upper and lower case are the same: SPs fold addresses.
    pub(super) fn is(&self, name: &str) -> bool {
        if self.is_exact { self.name.eq_ignore_ascii_case(name) } else { has_word(&self.name, name) }
    }

    /// By what it is seen that they have no name; none for everybody else.
    pub(super) fn is_nameless(&self) -> Option<&str> {
        match &self.who {
            Who::Nameless(why) => Some(why),
            _ => None,
        }
    }

    /// Why nobody can tell who it is.
    pub(super) fn unclear(&self) -> Option<&str> {
        match &self.who {
            Who::Unclear(why) | Who::Nameless(why) => Some(why),
            Who::Person(_) | Who::Name => None,
        }
    }

    /// Whether it is the person of the fixture with this address.
    pub(super) fn is_person(&self, email: &str) -> bool {
        matches!(&self.who, Who::Person(person) if person.eq_ignore_ascii_case(email))
    }
}

/// Whom `name`, the whole name, names; none when it is nobody's. What the SP is known to show counts first; an SP without
/// that fact of somebody may show another.
fn exactly(name: &str, shows: Option<Fact>, people: &[Person], carried: &Carried) -> Option<Who> {
    let known = shows.is_some() && carried.has(name);
    for fact in shows.into_iter().chain(Fact::VARIANTS.iter().copied()) {
        // Where an SP shows another fact, a message's name is an account of that name, though it may be a word of somebody.
        if known && Some(fact) != shows && fact > Fact::NameId {
            break;
        }
        // An SP that is known to show a fact may fold it. A word that is somebody's user name but for its letters' case may
        // as well be somebody's last name.
        let folds = Some(fact) == shows || fact <= Fact::NameId;
        let is = |person: &&Person| if folds { person.is(fact, name) } else { person.values(fact).contains(&name) };
        let mut theirs = people.iter().filter(is);
        match (theirs.next(), theirs.next()) {
            (Some(person), None) => return Some(Who::Person(person.email.clone())),
            (Some(one), Some(other)) => {
                let both = format!("{}, {}", one.email, other.email);
                return Some(Who::Unclear(may_be_any_of(name, &both)));
            }
            (None, _) => {}
        }
    }
    carried.has(name).then_some(Who::Name)
}

/// Whom a text names whose words may be anything.
///
/// The e-mail addresses, issued NameIDs and whole names in it count together: two people in one text are not told apart by
/// the order in which they stand. Only where there is none of these, the whole text may be a user name, a first name or a
/// last name; a first name may also end the text (`Hello, Erin!`). Such words are common ones, so they count nowhere else in
/// a text, unless `shows` says that the SP shows just that.
fn roughly(text: &str, shows: Option<Fact>, people: &[Person], carried: &Carried) -> Who {
    let named: Vec<&Person> = people.iter().filter(|person| is_plainly(text, person)).collect();
    match named.as_slice() {
        [] => {}
        [person] => return unless_folded(text, person, carried),
        several => {
            let names: Vec<&str> = several.iter().map(|person| person.email.as_str()).collect();
            return Who::Unclear(names_two(text, &names.join(", ")));
        }
    }
    // Somebody whom a message calls otherwise than anybody is called has that account, whatever they share with a person.
    if carried.names.iter().any(|name| has_word(text, name)) || carried.has_attribute_in(text) {
        return Who::Name;
    }
    let said = shows.map(|fact| alone(people, |person| person.values(fact).iter().any(|value| has_words(text, value))));
    let last = text.split_whitespace().next_back().unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric());
    let whole = alone(people, |person| {
        let facts = [Fact::Username, Fact::FirstName].map(|fact| person.is(fact, text));
        let last_name = person.last_name().is_some_and(|name| name.eq_ignore_ascii_case(text));
        facts.contains(&true) || last_name || person.values(Fact::FirstName).contains(&last)
    });
    let named = said.filter(|said| !said.is_empty()).unwrap_or(whole);
    match named.as_slice() {
        [person] => unless_folded(text, person, carried),
        [] => masked::whom(text, people, carried).unwrap_or_else(|| Who::Unclear(names_nobody_known(text, shows))),
        several => {
            let emails: Vec<&str> = several.iter().map(|person| person.email.as_str()).collect();
            Who::Unclear(may_be_any_of(text, &emails.join(", ")))
        }
    }
}

fn alone(people: &[Person], is_named: impl Fn(&Person) -> bool) -> Vec<&Person> {
    people.iter().filter(|person| is_named(person)).collect()
}

/// `person`, whom `text` names, unless a message carried a name that differs from theirs in nothing but what cannot be
/// seen at its ends: then `text` may be the account of that name.
fn unless_folded(text: &str, person: &Person, carried: &Carried) -> Who {
    let theirs = |name: &str| Fact::VARIANTS.iter().any(|fact| person.is(*fact, name));
    let looks_alike = |name: &&String| {
        let visible = name.trim_matches(|c: char| c.is_whitespace() || c.is_control() || INVISIBLE.contains(&c));
        visible.len() < name.len() && theirs(visible)
    };
    match carried.all().find(looks_alike) {
        None => Who::Person(person.email.clone()),
        Some(name) => Who::Unclear(format!(
            "cannot tell who this is: `{}` is {} or the account of {name:?}, which looks the same; name an element that shows \
             the name and nothing else under `[signed_in]`",
            short(text),
            person.email
        )),
    }
}

/// Whether `shown` is `name` without the blanks in it and what else cannot be seen, in upper or lower case, and not `name`.
pub(super) fn is_tidied(name: &str, shown: &str) -> bool {
    let seen = |text: &str| {
        let letters = text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !INVISIBLE.contains(c));
        letters.collect::<String>().to_lowercase()
    };
    !name.eq_ignore_ascii_case(shown) && seen(name) == seen(shown)
}

/// What nobody sees, and is no white space by the letter: zero-width characters and the byte order mark.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// Whether `text` names `person` by what is nobody else's: address, NameID, whole name.
pub(super) fn is_plainly(text: &str, person: &Person) -> bool {
    has_word(text, &person.email)
        || person.values(Fact::NameId).iter().any(|name| has_word(text, name))
        || person.values(Fact::Name).iter().any(|name| has_words(text, name))
}

/// Whether `name` is the whole `text` or a word of it (`Erin Employee <employee@acme.test>`), in upper or lower case.
fn has_word(text: &str, name: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c));
    std::iter::once(text).chain(words).any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether the words of `name` stand in `text` one after the other, in upper or lower case.
pub(super) fn has_words(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let name = words(name);
    !name.is_empty() && words(text).windows(name.len()).any(|window| window == name)
}

fn names_two(text: &str, names: &str) -> String {
    format!(
        "cannot tell who this is: the text `{}` names two people ({names}); as `user` under `[signed_in]`, \
         name an element that shows the signed-in person alone",
        short(text)
    )
}

pub(super) fn may_be_any_of(text: &str, names: &str) -> String {
    format!(
        "cannot tell who this is: `{}` may be any of {names}; as `user` under `[signed_in]`, name an element that shows more than that",
        short(text)
    )
}

fn names_nobody_known(text: &str, shows: Option<Fact>) -> String {
    let known = shows.map(|fact| format!(", where the SP is known to show `{}`", fact.word())).unwrap_or_default();
    format!(
        "cannot tell who this is: `{}` is no e-mail address, NameID, user name or name of anybody known here{known}; name an \
         element that shows one under `[signed_in]`, as `user = \"#email\"`, or its attribute, as \
         `attribute = \"data-email\"`; where guests are shown so, add what is there for them alone, as `nobody = \"#sign-in\"`",
        short(text)
    )
}

fn is_json(text: &str) -> bool {
    text.starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(text).is_ok()
}

/// How much of a text a reason repeats.
const SHORT: usize = 80;

fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(SHORT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

//! Whom the text of a look-up names: one definition of "is this person", for verdicts and controls alike.

use std::collections::BTreeSet;

use mock_idp::journal::Direction;

use crate::evidence::CaseEvidence;
use crate::fixture;

/// Whom a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// One person of the fixture, by their e-mail address.
    Person(String),
    /// A name that the IdP issued or that a message carried, and that is no person of the fixture by itself.
    Name,
    /// Nobody can tell; the reason in words, with what to do next.
    Unclear(String),
}

/// Whom `shown`, as it was read by the look-up, names.
///
/// A text that is the name in a message, to the letter, is that name. Else the e-mail addresses, issued NameIDs and whole
/// names in it count together: two people in one text are not told apart by the order in which they stand. Only where
/// there is none of these, the whole text may be a user name, a first name or a last name; a first name may also end the
/// text (`Hello, Erin!`). Such words are common ones, so they count nowhere else in a text.
pub(super) fn who(shown: &str, evidence: &CaseEvidence) -> Who {
    let text = shown.trim();
    if is_json(text) {
        return Who::Unclear(format!(
            "cannot tell who this is: the look-up shows the JSON text `{}`; write \
             `json = \"/…\"` in place of `user` under `[signed_in]`, a pointer to the person in it",
            short(text)
        ));
    }
    let people = People::of(evidence);
    let plainly = people.plainly(text);
    match plainly.len() {
        0 => {}
        1 => return Who::Person(plainly.into_iter().next().expect("there is one")),
        _ => {
            let names: Vec<String> = plainly.into_iter().collect();
            return Who::Unclear(format!(
                "cannot tell who this is: the text `{}` names two people ({}); name an element under \
                 `[signed_in]` that shows the signed-in person alone",
                short(text),
                names.join(", ")
            ));
        }
    }
    if let Some(person) = people.by_username(text) {
        return Who::Person(person);
    }
    if carried(evidence).iter().any(|name| is_named(shown, name)) {
        return Who::Name;
    }
    let alone = people.alone(text);
    match alone.len() {
        1 => Who::Person(alone.into_iter().next().expect("there is one")),
        0 => Who::Unclear(format!(
            "cannot tell who this is: `{}` is no e-mail address, NameID, user name or name of anybody known here; name an \
             element that shows one under `[signed_in]`, as `user = \"#email\"`",
            short(text)
        )),
        _ => Who::Unclear(format!(
            "cannot tell who this is: `{}` may be any of {}; name an element under `[signed_in]` that shows more than that",
            short(text),
            alone.into_iter().collect::<Vec<_>>().join(", ")
        )),
    }
}

/// Whether `shown` names exactly `name`: as it stands, or percent-encoded, which keeps a blank at its end visible.
pub(super) fn is_named(shown: &str, name: &str) -> bool {
    same_person(shown, name) || shown == name || percent_encoding::percent_decode_str(shown.trim()).eq(name.bytes())
}

/// Whether `shown`, the text of the target's `signed_in.user` element, names `email`: as the whole text or as a word
/// of it (`Erin Employee <employee@acme.test>`). Upper and lower case are the same person: SPs fold addresses.
pub fn same_person(shown: &str, email: &str) -> bool {
    let words = shown.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c));
    std::iter::once(shown.trim()).chain(words).any(|word| word.eq_ignore_ascii_case(email))
}

/// Everybody of the case's companies, with all that an SP may show of them.
struct People {
    /// E-mail, and facts by which the fixture knows the person.
    known: Vec<(String, fixture::Facts)>,
    /// E-mail and NameID of those whom the IdP issued assertions for.
    issued: Vec<(String, String)>,
}

impl People {
    fn of(evidence: &CaseEvidence) -> Self {
        let known = evidence.surroundings.personas.iter();
        let known = known.filter_map(|(name, email)| Some((email.clone(), fixture::facts(name)?)));
        let issued = evidence.idp_events.iter().filter(|event| event.sso_token_success);
        let issued = issued.filter_map(|event| Some((event.user.clone(), event.name_id.clone()?)));
        Self { known: known.collect(), issued: issued.filter(|(_, name)| !name.is_empty()).collect() }
    }

    /// Those whom `text` names by what is nobody else's: address, NameID, whole name.
    fn plainly(&self, text: &str) -> BTreeSet<String> {
        let known = self.known.iter();
        let known = known.filter(|(email, facts)| same_person(text, email) || has_words(text, &facts.name));
        let known: BTreeSet<String> = known.map(|(email, _)| email.clone()).collect();
        let issued = self.issued.iter().filter(|(_, name)| is_named(text, name));
        // Whoever's address the IdP put into another person's assertion is named by their own address.
        let issued = issued.filter(|(_, name)| !self.known.iter().any(|(email, _)| email.eq_ignore_ascii_case(name)));
        let issued = issued.map(|(email, _)| email.clone()).filter(|email| !email.is_empty());
        known.into_iter().chain(issued).collect()
    }

    /// The person with the user name `text`, to the letter.
    fn by_username(&self, text: &str) -> Option<String> {
        self.known.iter().find(|(_, facts)| facts.username == text).map(|(email, _)| email.clone())
    }

    /// Those whom `text` as a whole names by a word that may be a common one.
    fn alone(&self, text: &str) -> BTreeSet<String> {
        let last = text.split_whitespace().next_back().unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric());
        let named = self.known.iter().filter(|(_, facts)| {
            let whole = [facts.username.as_str(), facts.first_name.as_str(), facts.last_name.as_str()];
            whole.iter().any(|fact| text.eq_ignore_ascii_case(fact)) || last == facts.first_name
        });
        named.map(|(email, _)| email.clone()).collect()
    }
}

/// Whether the words of `name` stand in `text` one after the other, in upper or lower case.
fn has_words(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let name = words(name);
    words(text).windows(name.len()).any(|window| window == name)
}

/// Every NameID that went to the SP, wherever it stands in a message: whole, and each piece of its text, since an SP
/// may have taken one of them alone.
fn carried(evidence: &CaseEvidence) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = evidence
        .idp_events
        .iter()
        .flat_map(|event| [Some(event.user.clone()), event.name_id.clone()])
        .flatten()
        .collect();
    for message in evidence.messages.iter().filter(|message| message.direction == Direction::Out) {
        let Ok(document) = roxmltree::Document::parse(&message.xml) else { continue };
        for node in document.descendants().filter(|node| node.tag_name().name() == "NameID") {
            let pieces = || node.descendants().filter(roxmltree::Node::is_text).filter_map(|piece| piece.text());
            names.extend(pieces().map(str::to_owned));
            names.insert(pieces().collect());
        }
    }
    // A name of blanks alone is a name: an SP that signs it in shows it, percent-encoded perhaps.
    names.retain(|name| !name.is_empty());
    names
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

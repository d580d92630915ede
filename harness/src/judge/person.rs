//! Everybody who may be signed in, with all that an SP may show of them.

use std::collections::BTreeSet;

use mock_idp::journal::Direction;
use strum::VariantArray;

use super::who::has_words;
use crate::evidence::{CaseEvidence, Piece};
use crate::fixture::{self, Fact, Facts};

/// One person of the fixture.
pub(super) struct Person {
    /// Who it is.
    pub(super) email: String,
    /// Other facts; those of the second company's people are the same as the first company's, and tell nobody apart.
    facts: Option<Facts>,
    /// First and last name, in the orders in which they are written.
    names: Vec<String>,
    /// NameIDs that the IdP issued for them.
    name_ids: Vec<String>,
}

impl Person {
    /// Texts that are `fact` of this person.
    pub(super) fn values(&self, fact: Fact) -> Vec<&str> {
        let facts = self.facts.as_ref();
        match fact {
            Fact::Email => vec![&self.email],
            Fact::NameId => self.name_ids.iter().map(String::as_str).collect(),
            Fact::Username => facts.map(|facts| facts.username.as_str()).into_iter().collect(),
            Fact::Name => self.names.iter().map(String::as_str).collect(),
            Fact::FirstName => facts.map(|facts| facts.first_name.as_str()).into_iter().collect(),
        }
    }

    /// Whether `name` is `fact` of this person, byte for byte but for upper and lower case: SPs fold addresses.
    pub(super) fn is(&self, fact: Fact, name: &str) -> bool {
        self.values(fact).iter().any(|value| value.eq_ignore_ascii_case(name))
    }

    /// Whether `text` is what an SP that shows `pieces` shows of this person.
    pub(super) fn is_shown(&self, pieces: &[Piece], text: &str) -> bool {
        let Some((piece, rest)) = pieces.split_first() else { return text.is_empty() };
        match piece {
            Piece::Text(same) => text.strip_prefix(same.as_str()).is_some_and(|text| self.is_shown(rest, text)),
            Piece::Fact(fact) => self.values(*fact).into_iter().any(|value| {
                let (start, text) = text.split_at_checked(value.len()).unwrap_or_default();
                start.eq_ignore_ascii_case(value) && !value.is_empty() && self.is_shown(rest, text)
            }),
        }
    }

    /// Whether `value` is any fact of this person.
    fn has(&self, value: &str) -> bool {
        Fact::VARIANTS.iter().any(|fact| self.is(*fact, value))
            || self.last_name().is_some_and(|name| name.eq_ignore_ascii_case(value))
    }

    pub(super) fn last_name(&self) -> Option<&str> {
        self.facts.as_ref().map(|facts| facts.last_name.as_str())
    }
}

/// Everybody of the case's companies.
pub(super) fn people(evidence: &CaseEvidence) -> Vec<Person> {
    let surroundings = &evidence.surroundings;
    let of_first = surroundings.personas.iter().map(|(name, email)| (email, fixture::facts(name)));
    let of_second = surroundings.second_personas.values().map(|email| (email, None));
    // Mallory belongs to no company, and is in the directory of each.
    let of_second = of_second.filter(|(email, _)| surroundings.personas.values().all(|known| known != *email));
    let people = of_first.chain(of_second);
    people
        .map(|(email, facts)| {
            let names = facts.as_ref().map(|facts| fixture::whole_names(&facts.first_name, &facts.last_name));
            let names = names.into_iter().flatten().collect();
            Person { name_ids: issued_names(email, evidence), email: email.clone(), facts, names }
        })
        .collect()
}

/// NameIDs that the IdP gave the person with this address. Whoever's address it put into another person's assertion is
/// named by their own address.
fn issued_names(email: &str, evidence: &CaseEvidence) -> Vec<String> {
    let personas = &evidence.surroundings.personas;
    let events = evidence.idp_events.iter().filter(|event| event.sso_token_success);
    let theirs = events.filter(|event| event.user.eq_ignore_ascii_case(email));
    let names = theirs.filter_map(|event| event.name_id.clone()).filter(|name| !name.is_empty());
    names.filter(|name| !personas.values().any(|other| other != email && other.eq_ignore_ascii_case(name))).collect()
}

/// Whether `text` is a value of an attribute that the IdP could send, and no message to the SP had it: the target says which
/// attributes its IdP sends, so that no page can show the others. What is encrypted may hold anything.
pub(super) fn is_unsent(text: &str, evidence: &CaseEvidence) -> bool {
    let is_attribute = fixture::GROUPS.contains(&text) || people(evidence).iter().any(|person| person.has(text));
    let sent = evidence.messages.iter().filter(|message| message.direction == Direction::Out);
    is_attribute
        && sent.map(|message| roxmltree::Document::parse(&message.xml)).all(|document| {
            document.is_ok_and(|document| {
                !document.descendants().any(|node| match node.tag_name().name() {
                    "EncryptedData" => true,
                    "AttributeValue" => node.text() == Some(text),
                    _ => false,
                })
            })
        })
}

/// What the messages to the SP call somebody, wherever it stands: whole, and each piece of its text, since an SP may have
/// taken one of them alone.
#[derive(Default)]
pub(super) struct Carried {
    /// NameIDs, and those for whom the IdP issued assertions.
    pub(super) names: BTreeSet<String>,
    /// Values of attributes that are no plain fact of anybody, and no group.
    attributes: BTreeSet<String>,
}

impl Carried {
    pub(super) fn of(evidence: &CaseEvidence, people: &[Person]) -> Self {
        let mut carried = Self::default();
        for event in &evidence.idp_events {
            carried.names.extend([Some(event.user.clone()), event.name_id.clone()].into_iter().flatten());
        }
        for message in evidence.messages.iter().filter(|message| message.direction == Direction::Out) {
            let Ok(document) = roxmltree::Document::parse(&message.xml) else { continue };
            for node in document.descendants() {
                let names = match node.tag_name().name() {
                    "NameID" => &mut carried.names,
                    "AttributeValue" => &mut carried.attributes,
                    _ => continue,
                };
                let pieces = || node.descendants().filter(roxmltree::Node::is_text).filter_map(|piece| piece.text());
                names.extend(pieces().map(str::to_owned));
                names.insert(pieces().collect());
            }
        }
        // A name of blanks alone is a name.
        carried.names.retain(|name| !name.is_empty());
        let is_plain = |value: &String| people.iter().any(|person| person.has(value));
        carried
            .attributes
            .retain(|value| !value.is_empty() && !fixture::GROUPS.contains(&value.as_str()) && !is_plain(value));
        carried
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.names.iter().chain(&self.attributes)
    }

    /// Whether the words of an attribute that is no plain fact of anybody stand in `text`.
    pub(super) fn has_attribute_in(&self, text: &str) -> bool {
        self.attributes.iter().any(|value| has_words(text, value))
    }

    /// Whether a message called somebody exactly so.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name) || self.attributes.contains(name)
    }
}

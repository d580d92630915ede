//! Who is who: what a page says of the person who is signed in, held against e-mail addresses.

use mock_idp::journal::Direction;
use mock_idp::organization::SsoAuthEvent;
use mock_idp::recipe::KeyName;

use super::person::{Carried, Person, people as known};
use super::who::{Named, Who};
use crate::evidence::{CaseEvidence, Surroundings};
use crate::fixture::Fact;
use crate::placeholder::{PlaceholderError, Values};
use crate::plan::Case;
use crate::scenario::Attacker;

/// Whether `named` is the person with the address `email`, by whichever fact of theirs the SP shows.
pub(super) fn is_person(named: &Named, email: &str, evidence: &CaseEvidence) -> bool {
    let mut theirs = issued(evidence).filter(|event| event.user.eq_ignore_ascii_case(email));
    named.is(email)
        || theirs.any(|event| event.name_id.as_deref().is_some_and(|name| !name.is_empty() && named.is(name)))
        || named.is_person(email)
}

/// Whether `named` is somebody for whom the IdP vouched.
pub(super) fn is_vouched(named: &Named, case: &Case, evidence: &CaseEvidence) -> bool {
    vouched(case, evidence).iter().any(|name| named.is(name) || named.is_person(name))
        || is_of_idp(case) && named.who == Who::Name && is_called_so(named, evidence)
        || is_of_attackers_own_company(named, case)
}

/// Whether it is an account of the attacker's own company: their own IdP may call its people anything that nobody is called.
fn is_of_attackers_own_company(named: &Named, case: &Case) -> bool {
    case.attacker == Some(Attacker::AnotherCompany) && named.who == Who::Name && !signs_for_second(case)
}

/// Whether an attribute that was sent, and is no plain fact of anybody, is in the name: as the last name in `Last, First`.
fn is_called_so(named: &Named, evidence: &CaseEvidence) -> bool {
    Carried::of(evidence, &known(evidence)).has_attribute_in(&named.name)
}

/// Those for whom the IdP vouched in this case: the people it issued assertions for and, where no attacker had a hand in
/// what was sent, whoever its messages name.
pub(super) fn vouched(case: &Case, evidence: &CaseEvidence) -> Vec<String> {
    let mut people: Vec<String> = issued(evidence).map(|event| event.user.clone()).collect();
    // Another name of the person is as good as the first one; that by which the SP knows somebody else is a forgery,
    // whoever signed it.
    let others: Vec<Person> = known(evidence).into_iter().filter(|person| !people.contains(&person.email)).collect();
    let shows = evidence.surroundings.shown.as_ref().map_or(Fact::Email, |shown| shown.shows);
    let somebody = |name: &String| others.iter().any(|other| other.is(Fact::Email, name) || other.is(shows, name));
    people.extend(issued(evidence).filter_map(|event| event.name_id.clone()).filter(|name| !somebody(name)));
    if is_of_idp(case) {
        people.extend(sent_names(evidence).flatten().filter(|name| !somebody(name)));
    }
    people.retain(|person| !person.is_empty());
    people.sort();
    people.dedup();
    people
}

/// Whether `named` is one of several names that the IdP itself gave the subject of one assertion. To pick one of them is
/// wrong, and no forgery: each was signed as the person's name.
pub(super) fn is_one_of_several(named: &Named, case: &Case, evidence: &CaseEvidence) -> bool {
    let mut several = sent_names(evidence).filter(|names| names.len() > 1);
    is_of_idp(case) && several.any(|names| names.iter().any(|name| named.is(name)))
}

/// Whether the attacker of `case` could not have signed `named` in without a forgery, since they do not hold the key of
/// that person's IdP. Whatever that IdP itself says wrongly, only its own customer can send.
pub(super) fn is_beyond_attacker(named: &Named, case: &Case, evidence: &CaseEvidence) -> bool {
    match case.attacker {
        None | Some(Attacker::IdpKey) => false,
        Some(Attacker::Held | Attacker::AnySigned | Attacker::None) => true,
        Some(Attacker::AnotherCompany) if is_of_attackers_own_company(named, case) => false,
        Some(Attacker::AnotherCompany) => {
            let is_of_lane = matches!(
                &named.who, Who::Person(person)
                if evidence.surroundings.personas.values().any(|email| email.eq_ignore_ascii_case(person))
            );
            // The lane's first IdP is the attacker's, unless it is the second one that signs.
            is_of_lane == signs_for_second(case)
        }
    }
}

/// Whether it is the second company's key that signs what is sent: then the first IdP is not the attacker's.
fn signs_for_second(case: &Case) -> bool {
    case.recipe.steps.iter().any(|step| step.key() == Some(KeyName::SecondCompany))
}

/// Whether somebody without a name could not have been signed in without a forgery: the attacker of `case` has no IdP's key,
/// and it is their message that has a subject without a name, or the IdP vouched for nobody.
pub(super) fn is_forged_nameless(case: &Case, evidence: &CaseEvidence) -> bool {
    let has_no_key = matches!(case.attacker, Some(Attacker::Held | Attacker::AnySigned | Attacker::None));
    let names_nobody = sent_names(evidence).flatten().any(|name| name.trim().is_empty());
    has_no_key && (names_nobody || vouched(case, evidence).is_empty())
}

/// Whether any NameID that was sent names the person who is signed in; where none was sent in the clear nobody knows, and it
/// counts as one.
pub(super) fn is_in_a_name_id(named: &Named, evidence: &CaseEvidence) -> bool {
    let names: Vec<String> = sent_names(evidence).flatten().collect();
    let user = evidence.idp_events.iter().filter(|event| event.sso_token_success && named.is_person(&event.user));
    let theirs: Vec<&str> = user.filter_map(|event| event.name_id.as_deref()).collect();
    names.is_empty() || names.iter().any(|name| named.is(name) || theirs.contains(&name.as_str()))
}

/// Whether the IdP itself left out of its signature what was changed afterwards. An SP that takes such a message is
/// wrong; that somebody else is signed in is no forgery, since no other IdP's message can be changed so.
pub(super) fn is_left_open_by_idp(case: &Case) -> bool {
    case.attacker == Some(Attacker::IdpKey) && case.recipe.changes_what_was_signed()
}

fn issued(evidence: &CaseEvidence) -> impl Iterator<Item = &SsoAuthEvent> {
    evidence.idp_events.iter().filter(|event| event.sso_token_success)
}

/// Whether no attacker had a hand in what was sent.
fn is_of_idp(case: &Case) -> bool {
    matches!(case.attacker, None | Some(Attacker::IdpKey))
}

/// The names in each assertion that was sent.
fn sent_names(evidence: &CaseEvidence) -> impl Iterator<Item = Vec<String>> {
    let sent = evidence.messages.iter().filter(|message| message.direction == Direction::Out);
    sent.flat_map(|message| named(&message.xml))
}

/// The NameIDs of the subjects of each of a Response's own assertions, as a conforming reader reads them.
fn named(xml: &str) -> Vec<Vec<String>> {
    let Ok(document) = roxmltree::Document::parse(xml) else { return Vec::new() };
    let children = |node: roxmltree::Node<'_, '_>, name: &'static str| {
        let ids = node.children().filter(move |child| child.tag_name().name() == name).map(|child| child.id());
        ids.collect::<Vec<_>>()
    };
    let of_assertion = |assertion| {
        let mut names: Vec<String> = Vec::new();
        for subject in document.get_node(assertion).map(|node| children(node, "Subject")).unwrap_or_default() {
            for name in document.get_node(subject).map(|node| children(node, "NameID")).unwrap_or_default() {
                let texts = document.get_node(name).into_iter().flat_map(|node| node.children());
                names.push(texts.filter(|node| node.is_text()).filter_map(|node| node.text()).collect());
            }
        }
        names
    };
    children(document.root_element(), "Assertion").into_iter().map(of_assertion).collect()
}

/// The e-mail of a persona; an address stands for itself.
pub(super) fn email(persona: &str, surroundings: &Surroundings) -> Option<String> {
    if persona.contains('@') {
        return Some(persona.to_owned());
    }
    surroundings.personas.get(persona).cloned()
}

/// A demand's text with its placeholders for people and addresses filled in; `user` is the flow's persona.
pub(super) fn fill(template: &str, user: &str, surroundings: &Surroundings) -> Result<String, PlaceholderError> {
    // What is judged later, or elsewhere, comes to the same.
    let mut values = Values::closed();
    values.set("sp.base_url", surroundings.sp_base_url.trim_end_matches('/'));
    for (persona, email) in &surroundings.personas {
        values.set(&format!("{persona}.email"), email);
    }
    if let Some(email) = email(user, surroundings) {
        values.set("user.email", email);
    }
    values.expand(template)
}

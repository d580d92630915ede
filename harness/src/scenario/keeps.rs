//! Which genuine signature a recipe keeps: still valid in the message as it is sent.
//!
//! Most attacks lean on one: the SP is to verify what the IdP signed and to read something else. With that signature
//! broken on the way the SP refuses for another reason than the one that is asked about, and the attack shows nothing. So
//! a scenario says what it keeps, and a recipe that does not keep it is refused when it is loaded.

use mock_idp::recipe::{KeyName, Sent};
use mock_idp::sign::SignedPart;
use mock_idp::xml::{Document, Element, Node};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::Attacker;
use crate::diagnostic::{Diagnostic, Table};

/// The element whose signature is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[allow(missing_docs)]
pub enum Kept {
    Assertion,
    Response,
    LogoutResponse,
    EntityDescriptor,
}

impl Kept {
    /// The local name of the element, as scenario files write it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a verifier that has the IdP's certificate finds the signature of such an element valid in `sent`.
    pub fn holds_in(self, sent: &Sent) -> bool {
        let holds = |reading: &String| sent.signed_parts(reading).iter().any(|part| self.is_genuine(reading, part));
        self.readings(sent).iter().any(holds)
    }

    fn is_genuine(self, reading: &str, part: &SignedPart) -> bool {
        let Ok(document) = Document::parse(reading) else { return false };
        let element = part.element.as_deref().and_then(|path| document.element(path));
        let named = element.is_some_and(|element| element.local_name() == self.word());
        named && part.holds() && part.certificate.as_deref() == Some(KeyName::Organization.word())
    }

    /// The message as verifiers may read it, each a well-formed document. Several roots are put under one, as lax parsers
    /// do; what is encrypted is as it was before; internal entities are expanded; and where an ID is there more than once, each reading has it at another
    /// element of this name, as verifiers differ in which one they find.
    pub fn readings(self, sent: &Sent) -> Vec<String> {
        let encrypt = sent.stages.iter().position(|stage| stage.what == "encrypt");
        let stage = match encrypt {
            Some(position) => sent.stages.get(position.saturating_sub(1)),
            None => sent.stages.iter().rfind(|stage| stage.what != "deliver"),
        };
        let Some(document) = stage.and_then(|stage| one_document(&stage.text)) else { return Vec::new() };
        let mut readings = Vec::new();
        for id in self.ids(document.root()) {
            let mut number = 0;
            loop {
                let mut reading = document.clone();
                let mut seen = 0;
                leave_id_to(reading.root_mut(), self, &id, number, &mut seen);
                if number >= seen {
                    break;
                }
                readings.push(reading.to_string());
                number += 1;
            }
        }
        readings
    }

    /// The IDs of all elements of this name.
    fn ids(self, element: &Element) -> Vec<String> {
        let own = (element.local_name() == self.word()).then(|| element.attribute("ID")).flatten();
        let mut ids: Vec<String> =
            own.into_iter().chain(element.elements().flat_map(|child| self.ids(child))).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

/// The message as a document with one root and no document type; none where it is no XML at all.
fn one_document(text: &str) -> Option<Document> {
    let text = &expanded(text);
    let whole = Document::parse(text).ok();
    whole.or_else(|| {
        let declaration = text.starts_with("<?xml").then(|| text.find("?>")).flatten();
        let roots = &text[declaration.map_or(0, |end| end + "?>".len())..];
        Document::parse(&format!("<roots>{roots}</roots>")).ok()
    })
}

/// The message with its internal entities in place, as canonical form has them, and without a document type.
fn expanded(text: &str) -> String {
    let Some((before, rest)) = text.split_once("<!DOCTYPE ") else { return text.to_owned() };
    let subset = rest.find('[').zip(rest.find('>')).is_some_and(|(bracket, end)| bracket < end);
    let end = if subset { "]>" } else { ">" };
    let Some((declared, after)) = rest.split_once(end) else { return text.to_owned() };
    let mut expanded = format!("{before}{after}");
    for entity in declared.split("<!ENTITY ").skip(1) {
        let mut parts = entity.split('"');
        if let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            expanded = expanded.replace(&format!("&{};", name.trim()), value);
        }
    }
    expanded
}

/// Gives every attribute that may count as an ID and says `id` another value, but for the ID of the element of the kept
/// name that is the `number`-th with it, from 0. `seen` counts these.
fn leave_id_to(element: &mut Element, kept: Kept, id: &str, number: usize, seen: &mut usize) {
    let candidate = element.local_name() == kept.word() && element.attribute("ID").as_deref() == Some(id);
    let chosen = candidate && *seen == number;
    *seen += usize::from(candidate);
    for attribute in &mut element.attributes {
        let local_name = attribute.name.rsplit(':').next().unwrap_or(&attribute.name);
        let keeps = chosen && attribute.name == "ID";
        if local_name.eq_ignore_ascii_case("ID") && !keeps && attribute.value() == id {
            attribute.raw.push_str("-elsewhere");
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            leave_id_to(child, kept, id, number, seen);
        }
    }
}

/// The claim of a scenario or a variant.
#[derive(Clone, Debug)]
pub struct Keeps {
    /// Whose signature.
    pub kept: Kept,
    /// Told, with a message of its own, when the claim does not hold.
    fault: Diagnostic,
}

/// Reads `keeps` of a scenario or a variant.
pub(super) fn read_keeps(table: &mut Table<'_>) -> Option<Keeps> {
    let value = table.optional("keeps")?;
    let kept = value.choice("element whose signature can be kept", Kept::VARIANTS)?;
    Some(Keeps { kept, fault: value.file.fault(value.span(), String::new(), "", None) })
}

impl Keeps {
    /// Why nobody can claim this: the attacker has no genuine signature, or no recipe changes the message.
    pub(super) fn beyond(&self, attacker: Option<Attacker>, has_recipe: bool) -> Option<Diagnostic> {
        match attacker {
            Some(Attacker::Held | Attacker::AnySigned) if has_recipe => None,
            Some(Attacker::Held | Attacker::AnySigned) => Some(self.fault(
                "without a recipe the message is sent as the IdP made it",
                "leave `keeps` out, or write the steps of the attack under `response`",
            )),
            Some(Attacker::None) => Some(self.fault(
                "an attacker who holds nothing that is signed has no signature to keep",
                "leave `keeps` out, or say `attacker = \"held\"`",
            )),
            Some(Attacker::IdpKey | Attacker::AnotherCompany) | None => {
                Some(self.fault(
                    "the IdP signs this message itself: no genuine signature has to be kept",
                    "leave `keeps` out",
                ))
            }
        }
    }

    /// What is wrong with the claim in the message that the recipe made.
    pub(super) fn broken(&self, sent: &Sent) -> Option<Diagnostic> {
        let message = format!("the message as sent has no valid signature of the IdP over its {}", self.kept.word());
        let help =
            "`explain` shows which signatures hold; change other elements than the signed one, or leave `keeps` out";
        (!self.kept.holds_in(sent)).then(|| self.fault(&message, help))
    }

    fn fault(&self, message: &str, help: &str) -> Diagnostic {
        Diagnostic { message: message.to_owned(), help: Some(help.to_owned()), ..self.fault.clone() }
    }
}

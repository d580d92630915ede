//! Names for the identifiers of messages, assertions and sessions (core/1.3.4), which are drawn anew in every run.
//!
//! A name says where an identifier was given: `[Assertion]` in this message, `[AuthnRequest]` in the last one that went
//! to the IdP before it, `[Response of message 2]` in any other. So the same place has the same name in every case,
//! however many messages went before.

use mock_idp::journal::Direction;
use roxmltree::Document;

use super::normalise::is_drawn;
use super::replaced;
use crate::evidence::Message;

/// Attributes that give an identifier.
const GIVING: [&str; 4] = ["ID", "Id", "AssertionID", "SessionIndex"];

/// Attributes that refer to one.
const REFERRING: [&str; 2] = ["InResponseTo", "URI"];

/// Shorter ones could be part of any word, so they are left as they are.
const SHORTEST: usize = 8;

/// An identifier and where it was given.
#[derive(Debug)]
struct Given {
    /// Index of the message.
    message: usize,
    /// Name without brackets, as `Assertion-2`.
    name: String,
    value: String,
}

/// The identifiers of a case's messages.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    given: Vec<Given>,
    /// By message: what it refers to and no message gave.
    unknown: Vec<(usize, String)>,
    /// By message: the last one before it that went to the IdP.
    request: Vec<Option<usize>>,
}

impl Identifiers {
    /// Those of `messages`, which are in the order of the wire.
    pub(super) fn of(messages: &[Message]) -> Self {
        let mut all = Self::default();
        let mut request = None;
        let mut referred = Vec::new();
        for (index, message) in messages.iter().enumerate() {
            all.request.push(request);
            if message.direction == Direction::In {
                request = Some(index);
            }
            let Ok(document) = Document::parse(&message.xml) else { continue };
            for node in document.descendants() {
                for attribute in node.attributes() {
                    let value = attribute.value().trim_start_matches('#');
                    let (gives, refers) = (GIVING.contains(&attribute.name()), REFERRING.contains(&attribute.name()));
                    // The IdP's that are not drawn were written into a recipe, and say something.
                    let varies = || message.direction == Direction::In || is_drawn(value);
                    if value.len() < SHORTEST || !(gives || refers) || !varies() {
                        continue;
                    }
                    if gives {
                        let element = node.tag_name().name();
                        let kind = if attribute.name() == "SessionIndex" { "SessionIndex" } else { element };
                        all.give(index, kind, value);
                    } else {
                        referred.push((index, value.to_owned()));
                    }
                }
            }
        }
        let is_given = |value: &str| all.given.iter().any(|given| given.value == value);
        all.unknown = referred.into_iter().filter(|(_, value)| !is_given(value)).collect();
        all.unknown.dedup();
        all
    }

    fn give(&mut self, message: usize, kind: &str, value: &str) {
        let mine = || self.given.iter().filter(|given| given.message == message);
        if mine().any(|given| given.value == value) {
            return;
        }
        let before = mine().filter(|given| given.name.split('-').next() == Some(kind)).count();
        let name = if before > 0 { format!("{kind}-{}", before + 1) } else { kind.to_owned() };
        self.given.push(Given { message, name, value: value.to_owned() });
    }

    /// Every value, the longest first.
    pub(super) fn values(&self) -> Vec<String> {
        let given = self.given.iter().map(|given| given.value.clone());
        let mut values: Vec<String> = given.chain(self.unknown.iter().map(|(_, value)| value.clone())).collect();
        values.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        values.dedup();
        values
    }

    /// `text` of message `index` with names in place of the identifiers.
    pub(super) fn named(&self, index: usize, text: &str) -> String {
        replaced::each(text, &self.values(), |found| format!("[{}]", self.name(index, found)))
    }

    /// What message `index` calls `value`: its own, its request's, then the earliest message's.
    fn name(&self, index: usize, value: &str) -> String {
        let of = |message: usize| self.given.iter().find(|given| given.message == message && given.value == value);
        let request = self.request.get(index).copied().flatten();
        if let Some(given) = of(index).or_else(|| of(request?)) {
            return given.name.clone();
        }
        if let Some(given) = self.given.iter().find(|given| given.value == value) {
            return format!("{} of message {}", given.name, given.message + 1);
        }
        let mine = || self.unknown.iter().filter(|(message, _)| *message == index);
        match mine().position(|(_, unknown)| unknown == value) {
            Some(0) | None => "of no message".to_owned(),
            Some(place) => format!("of no message-{}", place + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use mock_idp::journal::Binding;

    use super::*;

    fn message(direction: Direction, xml: &str) -> Message {
        let (url, raw) = (String::new(), String::new());
        Message { direction, binding: Binding::Post, url, at: None, raw, xml: xml.to_owned(), relay_state: None }
    }

    /// Each message's text with names, of a login with request `request` and response `response`.
    fn names(messages: &[Message]) -> Vec<String> {
        let identifiers = Identifiers::of(messages);
        messages.iter().enumerate().map(|(index, message)| identifiers.named(index, &message.xml)).collect()
    }

    const FIRST: &str = "<AuthnRequest ID='ONELOGIN_request_1'/>";
    const SECOND: &str = "<AuthnRequest ID='ONELOGIN_request_2'/>";

    fn response(request: &str) -> String {
        format!(
            "<Response ID='_0a1b2c3d4e5f60718293' InResponseTo='{request}'><Assertion ID='_forged-one'/></Response>"
        )
    }

    #[test]
    fn a_second_login_has_the_names_of_the_first() {
        let (to, from) = (Direction::In, Direction::Out);
        let other = response("ONELOGIN_request_2").replace("0a1b", "9f8e");
        let seen = names(&[
            message(to, FIRST),
            message(from, &response("ONELOGIN_request_1")),
            message(to, SECOND),
            message(from, &other),
        ]);
        assert_eq!(seen[0], "<AuthnRequest ID='[AuthnRequest]'/>");
        assert_eq!(seen[0], seen[2]);
        assert_eq!(
            seen[1],
            "<Response ID='[Response]' InResponseTo='[AuthnRequest]'><Assertion ID='_forged-one'/></Response>"
        );
        assert_eq!(seen[1], seen[3]);
    }

    #[test]
    fn an_answer_to_another_request_says_to_which() {
        let (to, from) = (Direction::In, Direction::Out);
        let answer = message(from, &response("ONELOGIN_request_1"));
        let seen = names(&[message(to, FIRST), message(to, SECOND), answer]);
        assert!(seen[2].contains("InResponseTo='[AuthnRequest of message 1]'"), "{}", seen[2]);
        let seen = names(&[message(to, FIRST), message(from, &response("_ffff0000ffff0000ffff"))]);
        assert!(seen[1].contains("InResponseTo='[of no message]'"), "{}", seen[1]);
    }
}

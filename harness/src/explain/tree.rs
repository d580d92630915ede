//! A message as lines: one element a line, as written, with what a valid signature is over.

use mock_idp::recipe::Sent;
use mock_idp::xml::{Document, Element, Node};

/// Content that says nothing to a reader and is drawn anew for every message.
const OPAQUE: [&str; 4] = ["DigestValue", "SignatureValue", "X509Certificate", "CipherValue"];

/// Characters of one text that are shown.
const LONGEST: usize = 300;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Indented.
    pub(super) text: String,
    /// The key whose valid signature is over it.
    pub(super) signed: Option<String>,
}

/// The message that was sent. Octets that are no XML are broken where a tag ends.
pub(super) fn lines(sent: &Sent) -> Vec<Line> {
    let text = String::from_utf8_lossy(&sent.xml);
    let names = identifiers(sent);
    let Ok(document) = Document::parse_keeping_entities(&text) else {
        let lines = text.replace("><", ">\n<");
        return lines.lines().map(|line| Line { text: named(&cut(line), &names), signed: None }).collect();
    };
    let mut writer = Writer { marks: marks(sent, &text), names, lines: Vec::new() };
    document.prolog().iter().for_each(|node| writer.other(node, 0));
    writer.element(document.root(), &mut Vec::new());
    document.epilog().iter().for_each(|node| writer.other(node, 0));
    writer.lines
}

/// What a signature is over: the element, the signature (which it leaves out), and the key.
type Mark = (Vec<usize>, Vec<usize>, String);

fn marks(sent: &Sent, text: &str) -> Vec<Mark> {
    let holding = sent.signed_parts(text).into_iter().filter(|part| part.holds());
    holding.filter_map(|part| Some((part.element?, part.signature, part.certificate?))).collect()
}

/// The identifiers of the message as it was made, and the words that stand for them: two messages are compared whose
/// identifiers were drawn one by one.
fn identifiers(sent: &Sent) -> Vec<(String, &'static str)> {
    let made = sent.stages.first().and_then(|stage| Document::parse(&stage.text).ok());
    let Some(made) = made else { return Vec::new() };
    let mut names = Vec::new();
    let mut name = |element: Option<&Element>, attribute: &str, word: &'static str| {
        names.extend(element.and_then(|element| element.attribute(attribute)).map(|id| (id, word)));
    };
    let assertion = made.root().child("Assertion");
    name(Some(made.root()), "ID", "(id of the response)");
    name(assertion, "ID", "(id of the assertion)");
    name(assertion.and_then(|assertion| assertion.child("AuthnStatement")), "SessionIndex", "(session)");
    names
}

fn named(text: &str, names: &[(String, &'static str)]) -> String {
    names.iter().fold(text.to_owned(), |text, (id, word)| text.replace(id, word))
}

struct Writer {
    marks: Vec<Mark>,
    names: Vec<(String, &'static str)>,
    lines: Vec<Line>,
}

impl Writer {
    fn element(&mut self, element: &Element, path: &mut Vec<usize>) {
        let tag: String = element.attributes.iter().map(|attribute| cut(&attribute.to_string())).collect();
        let (name, depth) = (&element.name, path.len());
        if element.elements().next().is_none() {
            let content = content(element);
            let text =
                if content.is_empty() { format!("<{name}{tag}/>") } else { format!("<{name}{tag}>{content}</{name}>") };
            self.push(depth, &text, path);
            return;
        }
        self.push(depth, &format!("<{name}{tag}>"), path);
        for (index, child) in element.children.iter().enumerate() {
            path.push(index);
            match child {
                Node::Element(element) => self.element(element, path),
                other => self.node(other, path),
            }
            path.pop();
        }
        self.push(depth, &format!("</{name}>"), path);
    }

    /// Texts between elements; line breaks and blanks alone say nothing.
    fn node(&mut self, node: &Node, path: &[usize]) {
        let text = node.to_string();
        if !text.trim().is_empty() {
            self.push(path.len(), &cut(&text), path);
        }
    }

    /// What stands beside the root.
    fn other(&mut self, node: &Node, depth: usize) {
        let text = node.to_string();
        if !text.trim().is_empty() {
            let line = format!("{}{}", "  ".repeat(depth), cut(&text));
            self.lines.push(Line { text: named(&line, &self.names), signed: None });
        }
    }

    fn push(&mut self, depth: usize, text: &str, path: &[usize]) {
        let over = |(element, signature, _): &&Mark| path.starts_with(element) && !path.starts_with(signature);
        let signed = self.marks.iter().find(over).map(|(_, _, key)| key.clone());
        // Deep trees stay within the window.
        let indent = "  ".repeat(depth.min(20));
        self.lines.push(Line { text: named(&format!("{indent}{text}"), &self.names), signed });
    }
}

/// What an element without child elements contains, as written.
fn content(element: &Element) -> String {
    let text: String = element.children.iter().map(ToString::to_string).collect();
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c) || c.is_whitespace();
    if OPAQUE.contains(&element.local_name()) && text.len() >= 20 && text.chars().all(is_base64) {
        return "(base64)".to_owned();
    }
    cut(&text)
}

/// One line of bearable length; line ends are shown as such.
fn cut(text: &str) -> String {
    let text = text.replace('\r', "").replace('\n', "↵").replace('\t', "→");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text,
    }
}

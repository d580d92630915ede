//! The message while steps work on it.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Delivery, Encoding, Fault};
use crate::xml::{Document, Element, Node};

/// How much a message may weigh, in octets: beyond what any SP takes, small enough to hold several.
pub(super) const WEIGHT_LIMIT: usize = 32 * 1024 * 1024;
/// How deep a tree may be; deeper ones can be made of octets.
const DEPTH_LIMIT: usize = 512;

/// The message while steps work on it: a tree or octets, and how it will be sent.
#[derive(Clone, Debug)]
pub struct Draft {
    content: Content,
    /// From octets to the text of the form field.
    pub encoding: Encoding,
    /// That text, once no more than the delivery is to come.
    pub field: String,
    /// The field of the message that no step has touched, where the delivery asks for it.
    pub plain: String,
    /// How the field travels.
    pub delivery: Delivery,
    /// Whether the message is still to be signed as the toggles say, once no tree step follows.
    pub signs_last: bool,
}

#[derive(Clone, Debug)]
enum Content {
    Tree(Document),
    Octets(Vec<u8>),
}

impl Draft {
    pub(super) fn new(document: Document, signs_last: bool) -> Self {
        Self {
            content: Content::Tree(document),
            encoding: Encoding::default(),
            field: String::new(),
            plain: String::new(),
            delivery: Delivery::default(),
            signs_last,
        }
    }

    /// The message as a tree, read again when it was changed as octets.
    pub fn tree(&mut self) -> Result<&mut Document, Fault> {
        if let Content::Octets(octets) = &self.content {
            let help = "tree steps come before `raw`, or `raw` leaves well-formed UTF-8";
            let text = std::str::from_utf8(octets)
                .map_err(|_| Fault::new("the message is not UTF-8 any more, it cannot be read as a tree").help(help))?;
            let document = Document::parse_keeping_entities(text)
                .map_err(|error| Fault::new(format!("the message cannot be read as a tree: {error}")).help(help))?;
            self.content = Content::Tree(document);
        }
        match &mut self.content {
            Content::Tree(document) => Ok(document),
            Content::Octets(_) => Err(Fault::new("the message is no tree")),
        }
    }

    /// The message as octets; from here on it is no tree until a step asks for one.
    pub fn octets(&mut self) -> &mut Vec<u8> {
        if let Content::Tree(document) = &self.content {
            self.content = Content::Octets(document.to_text().into_bytes());
        }
        match &mut self.content {
            Content::Octets(octets) => octets,
            // Just made octets.
            Content::Tree(_) => unreachable!("the message is octets now"),
        }
    }

    /// Replaces the whole message.
    pub fn replace(&mut self, octets: Vec<u8>) {
        self.content = Content::Octets(octets);
    }

    /// The octets as they would be sent now.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match &self.content {
            Content::Tree(document) => Cow::Owned(document.to_text().into_bytes()),
            Content::Octets(octets) => Cow::Borrowed(octets),
        }
    }

    /// Keeps a recipe from growing a message without end.
    pub(super) fn check_size(&self) -> Result<(), Fault> {
        let weight = match &self.content {
            Content::Octets(octets) => octets.len(),
            Content::Tree(document) => {
                if depth(document.root(), 0) > DEPTH_LIMIT {
                    let help = "write deeper nesting with `raw`";
                    return Err(Fault::new(format!("elements are nested deeper than {DEPTH_LIMIT}")).help(help));
                }
                let mut counter = Counter(0);
                // Counting cannot fail.
                let _ = write!(counter, "{document}");
                counter.0
            }
        };
        if weight > WEIGHT_LIMIT {
            return Err(Fault::new(format!("the message is larger than {} MiB", WEIGHT_LIMIT >> 20)));
        }
        Ok(())
    }
}

struct Counter(usize);

impl Write for Counter {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

fn depth(element: &Element, above: usize) -> usize {
    // One step at most doubles the depth of what was within the limit, so this recursion is bounded.
    let below = element.children.iter().filter_map(Node::as_element).map(|child| depth(child, above + 1));
    below.max().unwrap_or(above + 1)
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::refused;

    #[test]
    fn a_message_does_not_grow_without_end() {
        let nested = r#"{"step": "wrap", "node": "NameID", "xml": "NESTED"}"#;
        let (open, close) = ("<a>".repeat(250), "</a>".repeat(250));
        let nested = nested.replace("NESTED", &format!("{open}<node/>{close}"));
        let error = refused(&format!("[{}]", [nested.as_str(); 4].join(",")));
        assert_eq!(error.message, "elements are nested deeper than 512");
        let wider = r#"{"step": "copy", "node": "/Response/*[1]", "to": "first in /Response"}"#;
        let larger = r#"{"step": "set", "node": "/Response/*[1]", "text": "{repeat:x:8000000}"}"#;
        let error = refused(&format!("[{larger}, {}]", [wider; 9].join(",")));
        assert_eq!(error.message, "the message is larger than 32 MiB");
    }

    #[test]
    fn what_was_made_of_octets_is_a_tree_again_or_told() {
        let error = refused(r#"[{"step": "raw", "encoding": "utf-16"}, {"step": "remove", "node": "Status"}]"#);
        assert!(error.message.contains("not UTF-8"), "{error}");
        let error = refused(r#"[{"step": "raw", "prepend": "x"}, {"step": "remove", "node": "Status"}]"#);
        assert!(error.message.contains("cannot be read as a tree"), "{error}");
    }
}

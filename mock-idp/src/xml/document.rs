//! A whole document.

use std::fmt::{self, Display, Formatter, Write};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::escape::{is_space, is_xml_char};
use super::{Element, Entities, Node, XmlError};

/// How deep elements may be nested: far beyond SAML, and safe for code that walks trees by recursion.
const MAX_DEPTH: usize = 256;

/// Longer than a signed Response with the certificate of a key of 4096 bits in it.
const USUAL_LENGTH: usize = 8 * 1024;

/// A well-formed document: declaration, comments and white space around one root element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    byte_order_mark: bool,
    before: Vec<Node>,
    root: Element,
    after: Vec<Node>,
}

impl Document {
    /// Reads `xml`; printing the result gives `xml` again, octet for octet. What is nested deeper than 256 elements is
    /// refused, so that whoever walks the tree may do so by recursion.
    pub fn parse(xml: &str) -> Result<Self, XmlError> {
        Self::read(xml, Entities::Refused)
    }

    /// Like [`Document::parse`], but references to entities that a document type may declare stay as they are
    /// written, never expanded.
    pub fn parse_keeping_entities(xml: &str) -> Result<Self, XmlError> {
        Self::read(xml, Entities::Kept)
    }

    fn read(xml: &str, entities: Entities) -> Result<Self, XmlError> {
        let stripped = xml.strip_prefix('\u{FEFF}');
        let source = stripped.unwrap_or(xml);
        if let Some((at, c)) = source.char_indices().find(|(_, c)| !is_xml_char(*c)) {
            return Err(XmlError::Character { at, code: u32::from(c) });
        }
        let mut builder = Builder { entities, open: Vec::new(), before: Vec::new(), root: None, after: Vec::new() };
        let mut reader = Reader::from_str(source);
        reader.config_mut().check_comments = true;
        let mut from = 0;
        loop {
            let event = reader.read_event().map_err(|error| syntax(from, error))?;
            let to = usize::try_from(reader.buffer_position()).map_err(|error| syntax(from, error))?;
            let raw = &source[from..to];
            if matches!(event, Event::Eof) {
                break;
            }
            builder.take(&event, raw, from)?;
            from = to;
        }
        let Builder { open, before, root, after, .. } = builder;
        match root {
            Some(root) if open.is_empty() => Ok(Self { byte_order_mark: stripped.is_some(), before, root, after }),
            _ => Err(XmlError::Root),
        }
    }

    /// A document that holds just `root`.
    pub fn new(root: Element) -> Self {
        Self { byte_order_mark: false, before: Vec::new(), root, after: Vec::new() }
    }

    /// What is printed, made at once: a message of usual size is not moved while it grows.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(USUAL_LENGTH);
        // Writing to a String cannot fail.
        let _ = write!(text, "{self}");
        text
    }

    /// The root element.
    pub fn root(&self) -> &Element {
        &self.root
    }

    /// The root element, to be changed.
    pub fn root_mut(&mut self) -> &mut Element {
        &mut self.root
    }

    /// The root element, without what stands around it.
    pub fn into_root(self) -> Element {
        self.root
    }

    /// Nodes before the root element, to be changed. Elements may be put there: what is printed is then no
    /// well-formed document any more.
    pub fn before_root_mut(&mut self) -> &mut Vec<Node> {
        &mut self.before
    }

    /// Nodes after the root element, to be changed; as with [`Document::before_root_mut`].
    pub fn after_root_mut(&mut self) -> &mut Vec<Node> {
        &mut self.after
    }

    /// Nodes before the root element: declaration, DOCTYPE, comments, white space.
    pub fn prolog(&self) -> &[Node] {
        &self.before
    }

    /// Nodes after the root element: comments, instructions, white space.
    pub fn epilog(&self) -> &[Node] {
        &self.after
    }

    /// Whether there is a document type declaration, which nothing received may have.
    pub fn has_doctype(&self) -> bool {
        self.before.iter().any(|node| matches!(node, Node::DocType(_)))
    }

    /// The element at `path`, child positions from the root on (text nodes count too).
    pub fn element(&self, path: &[usize]) -> Option<&Element> {
        path.iter().try_fold(&self.root, |element, &position| element.children.get(position)?.as_element())
    }

    /// The element at `path`, to be changed.
    pub fn element_mut(&mut self, path: &[usize]) -> Option<&mut Element> {
        path.iter().try_fold(&mut self.root, |element, &position| match element.children.get_mut(position)? {
            Node::Element(child) => Some(child),
            _ => None,
        })
    }

    /// The path of the first element, in document order, that `wanted` is true for.
    pub fn find(&self, wanted: impl Fn(&Element) -> bool) -> Option<Vec<usize>> {
        fn search(element: &Element, wanted: &impl Fn(&Element) -> bool, path: &mut Vec<usize>) -> bool {
            if wanted(element) {
                return true;
            }
            for (position, child) in element.children.iter().enumerate() {
                let Node::Element(child) = child else { continue };
                path.push(position);
                if search(child, wanted, path) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        search(&self.root, &wanted, &mut path).then_some(path)
    }
}

impl Display for Document {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.byte_order_mark {
            f.write_str("\u{FEFF}")?;
        }
        self.before.iter().try_for_each(|node| node.fmt(f))?;
        self.root.fmt(f)?;
        self.after.iter().try_for_each(|node| node.fmt(f))
    }
}

fn syntax(at: usize, reason: impl ToString) -> XmlError {
    XmlError::Syntax { at, reason: reason.to_string() }
}

struct Builder {
    entities: Entities,
    open: Vec<Element>,
    before: Vec<Node>,
    root: Option<Element>,
    after: Vec<Node>,
}

impl Builder {
    /// Takes one event, written `raw` from byte `at` on.
    fn take(&mut self, event: &Event<'_>, raw: &str, at: usize) -> Result<(), XmlError> {
        let inner = |start: &str, end: &str| {
            let content = raw.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            content.ok_or_else(|| syntax(at, "markup is cut off"))
        };
        match event {
            Event::Start(_) => {
                let mut element = Element::from_tag(inner("<", ">")?, self.entities)?;
                element.end_tag = true;
                if self.open.len() >= MAX_DEPTH {
                    return Err(XmlError::Depth(MAX_DEPTH));
                }
                self.open.push(element);
            }
            Event::Empty(_) => self.close(Element::from_tag(inner("<", "/>")?, self.entities)?)?,
            Event::End(_) => {
                let tag = inner("</", ">")?;
                let mut element = self.open.pop().ok_or_else(|| syntax(at, "end tag without a start tag"))?;
                let name = tag.trim_end_matches(is_space);
                if name != element.name {
                    return Err(syntax(at, format!("`</{name}>` closes `<{}>`", element.name)));
                }
                element.end_space = tag[name.len()..].to_owned();
                self.close(element)?;
            }
            Event::Text(_) | Event::GeneralRef(_) => self.text(raw, at)?,
            Event::CData(_) if self.open.is_empty() => return Err(syntax(at, "CDATA outside the root element")),
            Event::CData(_) => self.push(Node::CData(inner("<![CDATA[", "]]>")?.to_owned())),
            Event::Comment(_) => self.push(Node::Comment(inner("<!--", "-->")?.to_owned())),
            Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml") => {
                return Err(syntax(at, "XML declaration inside the document"));
            }
            Event::PI(_) => self.push(Node::Instruction(inner("<?", "?>")?.to_owned())),
            Event::Decl(_) if at > 0 => return Err(syntax(at, "XML declaration inside the document")),
            Event::Decl(_) => self.push(Node::Instruction(inner("<?", "?>")?.to_owned())),
            Event::DocType(_) => {
                let again = self.before.iter().any(|node| matches!(node, Node::DocType(_)));
                if !self.open.is_empty() || self.root.is_some() || again {
                    return Err(syntax(at, "document type declaration out of place"));
                }
                self.push(Node::DocType(inner("<!", ">")?.to_owned()));
            }
            Event::Eof => {}
        }
        Ok(())
    }

    fn text(&mut self, raw: &str, at: usize) -> Result<(), XmlError> {
        if self.open.is_empty() && !raw.chars().all(is_space) {
            return Err(syntax(at, "text outside the root element"));
        }
        self.entities.check(raw)?;
        // Reading stops at each reference; a text node goes on across them.
        if let Some(Node::Text(text)) = self.siblings().last_mut() {
            text.push_str(raw);
        } else {
            self.push(Node::Text(raw.to_owned()));
        }
        // XML 1.0, 2.4. Text is cut only at references, which end in `;`, so `]]>` is never cut in two.
        if raw.contains("]]>") {
            return Err(syntax(at, "`]]>` in text"));
        }
        Ok(())
    }

    fn siblings(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(parent) => &mut parent.children,
            None if self.root.is_none() => &mut self.before,
            None => &mut self.after,
        }
    }

    fn push(&mut self, node: Node) {
        self.siblings().push(node);
    }

    fn close(&mut self, element: Element) -> Result<(), XmlError> {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None if self.root.is_none() => self.root = Some(element),
            None => return Err(XmlError::Root),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, MAX_DEPTH, XmlError};

    #[test]
    fn what_is_nested_too_deeply_is_refused_and_not_walked() {
        let nested = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert_eq!(Document::parse(&nested(MAX_DEPTH)).map(|read| read.to_string()), Ok(nested(MAX_DEPTH)));
        assert_eq!(Document::parse(&nested(MAX_DEPTH + 1)), Err(XmlError::Depth(MAX_DEPTH)));
        assert_eq!(Document::parse(&"<a>".repeat(1_000_000)), Err(XmlError::Depth(MAX_DEPTH)));
    }
}

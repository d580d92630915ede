//! Elements, attributes and what stands between them, as written.

use std::fmt::{self, Display, Formatter, Write};

use super::escape::{attribute_value, escape_attribute, escape_text, is_name, is_space, text_value};
use super::{Entities, XmlError};

/// One node, holding exactly what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element with all it contains.
    Element(Element),
    /// Characters and references as written (`Q&amp;A`).
    Text(String),
    /// What stands between `<![CDATA[` and `]]>`.
    CData(String),
    /// What stands between `<!--` and `-->`.
    Comment(String),
    /// What stands between `<?` and `?>`; the XML declaration too.
    Instruction(String),
    /// What stands between `<!` and `>` of a document type declaration.
    DocType(String),
}

impl Node {
    /// A text node that means `text`.
    pub fn text(text: &str) -> Self {
        Self::Text(escape_text(text))
    }

    /// The element, when it is one.
    pub fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(element) => element.fmt(f),
            Self::Text(raw) => f.write_str(raw),
            Self::CData(raw) => write!(f, "<![CDATA[{raw}]]>"),
            Self::Comment(raw) => write!(f, "<!--{raw}-->"),
            Self::Instruction(raw) => write!(f, "<?{raw}?>"),
            Self::DocType(raw) => write!(f, "<!{raw}>"),
        }
    }
}

/// One attribute or namespace declaration as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// White space before it; never empty.
    pub space: String,
    /// Name with its prefix.
    pub name: String,
    /// The equals sign and white space around it.
    pub equals: String,
    /// `"` or `'`.
    pub quote: char,
    /// What stands between the quotes.
    pub raw: String,
}

impl Attribute {
    /// ` name="value"`.
    pub fn new(name: &str, value: &str) -> Self {
        Self {
            space: " ".to_owned(),
            name: name.to_owned(),
            equals: "=".to_owned(),
            quote: '"',
            raw: escape_attribute(value),
        }
    }

    /// The value as meant. What was parsed always has one; a raw text written later may be broken and is then given as it is.
    pub fn value(&self) -> String {
        attribute_value(&self.raw).unwrap_or_else(|_| self.raw.clone())
    }

    /// The prefix that a namespace declaration declares (`""` for `xmlns`), if this is one.
    pub fn declared_prefix(&self) -> Option<&str> {
        if self.name == "xmlns" { Some("") } else { self.name.strip_prefix("xmlns:") }
    }
}

impl Display for Attribute {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { space, name, equals, quote, raw } = self;
        // A message has hundreds: each `write!` would cost more than what it writes.
        [space, name, equals].into_iter().try_for_each(|part| f.write_str(part))?;
        f.write_char(*quote)?;
        f.write_str(raw)?;
        f.write_char(*quote)
    }
}

/// One element as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Name with its prefix.
    pub name: String,
    /// Attributes and namespace declarations, in order.
    pub attributes: Vec<Attribute>,
    /// White space before the `>` or `/>` of the start tag.
    pub tag_space: String,
    /// What it contains, in order.
    pub children: Vec<Node>,
    /// White space before the `>` of the end tag.
    pub end_space: String,
    /// Whether it is written `<a></a>` even when it contains nothing.
    pub end_tag: bool,
}

impl Element {
    /// An element without attributes and content.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Reads what stands between `<` and `>` (or `/>`) of a start tag.
    pub(super) fn from_tag(tag: &str, entities: Entities) -> Result<Self, XmlError> {
        let broken = || XmlError::Tag(tag.chars().take(60).collect());
        let (name, mut rest) = tag.split_at(tag.find(is_space).unwrap_or(tag.len()));
        let mut element = Self::new(name);
        if !is_name(name) {
            return Err(broken());
        }
        loop {
            let (space, after) = split_space(rest);
            if after.is_empty() {
                element.tag_space = space.to_owned();
                return Ok(element);
            }
            let (name, after) = after.split_at(after.find(|c| is_space(c) || c == '=').ok_or_else(broken)?);
            let before_value = after.find(|c: char| c != '=' && !is_space(c)).ok_or_else(broken)?;
            let (equals, after) = after.split_at(before_value);
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(broken)?;
            let (raw, after) = after[1..].split_once(quote).ok_or_else(broken)?;
            if space.is_empty() || !is_name(name) || equals.matches('=').count() != 1 || raw.contains('<') {
                return Err(broken());
            }
            entities.check(raw)?;
            if element.attributes.iter().any(|a| a.name == name) {
                return Err(XmlError::DuplicateAttribute(name.to_owned()));
            }
            element.attributes.push(Attribute {
                space: space.to_owned(),
                name: name.to_owned(),
                equals: equals.to_owned(),
                quote,
                raw: raw.to_owned(),
            });
            rest = after;
        }
    }

    /// The prefix of its name, `""` without one.
    pub fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// Its name without the prefix.
    pub fn local_name(&self) -> &str {
        self.name.split_once(':').map_or(self.name.as_str(), |(_, local)| local)
    }

    /// The value of the attribute written `name`.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|a| a.name == name).map(Attribute::value)
    }

    /// Sets the attribute written `name`, keeping its place when it is there.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|a| a.name == name) {
            Some(attribute) => attribute.raw = escape_attribute(value).replace('\'', "&apos;"),
            None => self.attributes.push(Attribute::new(name, value)),
        }
    }

    /// Child elements, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(Node::as_element)
    }

    /// The first child element with this local name.
    pub fn child(&self, local_name: &str) -> Option<&Self> {
        self.elements().find(|e| e.local_name() == local_name)
    }

    /// All character data below it, as meant.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Element(element) => text.push_str(&element.text()),
                Node::Text(raw) => text.push_str(&text_value(raw).unwrap_or_else(|_| raw.clone())),
                Node::CData(raw) => text.push_str(&raw.replace("\r\n", "\n").replace('\r', "\n")),
                Node::Comment(_) | Node::Instruction(_) | Node::DocType(_) => {}
            }
        }
        text
    }

    /// Replaces its content by `text`.
    pub fn set_text(&mut self, text: &str) {
        self.children = vec![Node::text(text)];
    }
}

fn split_space(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_space(c)).unwrap_or(text.len()))
}

impl Display for Element {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("<")?;
        f.write_str(&self.name)?;
        for attribute in &self.attributes {
            attribute.fmt(f)?;
        }
        f.write_str(&self.tag_space)?;
        if self.children.is_empty() && !self.end_tag {
            return f.write_str("/>");
        }
        f.write_str(">")?;
        for child in &self.children {
            child.fmt(f)?;
        }
        ["</", &self.name, &self.end_space, ">"].into_iter().try_for_each(|part| f.write_str(part))
    }
}

//! Exclusive XML Canonicalization 1.0 (<https://www.w3.org/TR/xml-exc-c14n/>) of an element.

use super::escape::{attribute_value, is_space, text_value};
use super::{Document, Element, Node, Scope};

/// How to canonicalize.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canonicalization {
    /// Keep comments (`#WithComments`).
    pub comments: bool,
    /// InclusiveNamespaces PrefixList; `#default` stands for the default namespace.
    pub prefix_list: Vec<String>,
    /// Path of an element to leave out with all it contains: the Signature of the enveloped-signature
    /// transform (XML Signature 6.6.4).
    pub without: Option<Vec<usize>>,
}

/// The canonical octets of the element at `path` in `document`; empty when there is none.
pub fn canonicalize(document: &Document, path: &[usize], how: &Canonicalization) -> Vec<u8> {
    let Some(apex) = document.element(path) else { return Vec::new() };
    let without = how.without.as_deref().and_then(|path| document.element(path));
    let mut writer = Writer {
        how,
        without: without.map(std::ptr::from_ref),
        scope: Scope::around(document, path),
        rendered: Scope::default(),
        out: Vec::with_capacity(4096),
    };
    writer.element(apex, true);
    writer.out
}

struct Writer<'a> {
    how: &'a Canonicalization,
    without: Option<*const Element>,
    scope: Scope,
    rendered: Scope,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, apex: bool) {
        if self.without == Some(std::ptr::from_ref(element)) {
            return;
        }
        let scope_mark = self.scope.enter(element);
        let rendered_mark = self.rendered.mark();
        self.put("<");
        self.put(&element.name);
        self.declarations(element, apex);
        self.attributes(element);
        self.put(">");
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child, false),
                Node::Text(raw) => self.escaped(&text_value(raw).unwrap_or_else(|_| raw.clone()), false),
                Node::CData(raw) => self.escaped(&line_ends(raw), false),
                Node::Comment(raw) if self.how.comments => {
                    self.put("<!--");
                    self.put(&line_ends(raw));
                    self.put("-->");
                }
                Node::Instruction(raw) => self.instruction(&line_ends(raw)),
                Node::Comment(_) | Node::DocType(_) => {}
            }
        }
        self.put("</");
        self.put(&element.name);
        self.put(">");
        self.rendered.leave(rendered_mark);
        self.scope.leave(scope_mark);
    }

    /// Exclusive C14N section 3: prefixes visibly used here; those of the PrefixList by the inclusive rules.
    fn declarations(&mut self, element: &Element, apex: bool) {
        let mut prefixes = vec![element.prefix()];
        for attribute in element.attributes.iter().filter(|a| a.declared_prefix().is_none()) {
            prefixes.extend(attribute.name.split_once(':').map(|(prefix, _)| prefix));
        }
        for listed in &self.how.prefix_list {
            let prefix = if listed == "#default" { "" } else { listed.as_str() };
            if apex || element.attributes.iter().any(|a| a.declared_prefix() == Some(prefix)) {
                prefixes.push(prefix);
            }
        }
        prefixes.retain(|prefix| *prefix != "xml");
        prefixes.sort_unstable();
        prefixes.dedup();
        for prefix in prefixes {
            let uri = match self.scope.resolve(prefix) {
                Some(uri) => uri.to_owned(),
                // An undeclared default namespace is the empty one; an undeclared prefix has none to write.
                None if prefix.is_empty() => String::new(),
                None => continue,
            };
            let rendered = self.rendered.resolve(prefix);
            if rendered == Some(uri.as_str()) || (uri.is_empty() && rendered.is_none_or(str::is_empty)) {
                continue;
            }
            self.put(" xmlns");
            if !prefix.is_empty() {
                self.put(":");
                self.put(prefix);
            }
            self.put("=\"");
            self.escaped(&uri, true);
            self.put("\"");
            self.rendered.declare(prefix, &uri);
        }
    }

    /// Canonical XML 1.0 section 2.2: by namespace URI, then by local name.
    fn attributes(&mut self, element: &Element) {
        let mut attributes: Vec<_> = element
            .attributes
            .iter()
            .filter(|a| a.declared_prefix().is_none())
            .map(|attribute| {
                let (uri, local) = match attribute.name.split_once(':') {
                    Some((prefix, local)) => (self.scope.resolve(prefix).unwrap_or_default().to_owned(), local),
                    None => (String::new(), attribute.name.as_str()),
                };
                (uri, local, attribute)
            })
            .collect();
        attributes.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for (_, _, attribute) in attributes {
            self.put(" ");
            self.put(&attribute.name);
            self.put("=\"");
            self.escaped(&attribute_value(&attribute.raw).unwrap_or_else(|_| attribute.raw.clone()), true);
            self.put("\"");
        }
    }

    fn instruction(&mut self, raw: &str) {
        let (target, data) = raw.split_at(raw.find(is_space).unwrap_or(raw.len()));
        self.put("<?");
        self.put(target);
        let data = data.trim_start_matches(is_space);
        if !data.is_empty() {
            self.put(" ");
            self.put(data);
        }
        self.put("?>");
    }

    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn escaped(&mut self, text: &str, attribute: bool) {
        for byte in text.bytes() {
            let reference: &[u8] = match byte {
                b'&' => b"&amp;",
                b'<' => b"&lt;",
                b'\r' => b"&#xD;",
                b'>' if !attribute => b"&gt;",
                b'"' if attribute => b"&quot;",
                b'\t' if attribute => b"&#x9;",
                b'\n' if attribute => b"&#xA;",
                _ => &[byte],
            };
            self.out.extend_from_slice(reference);
        }
    }
}

/// XML 1.0, 2.11.
fn line_ends(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

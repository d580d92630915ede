//! Canonical forms: Exclusive XML Canonicalization 1.0 (<https://www.w3.org/TR/xml-exc-c14n/>) and
//! Canonical XML 1.0 (<https://www.w3.org/TR/2001/REC-xml-c14n-20010315>), the inclusive one.

use super::escape::{attribute_value, is_space, text_value};
use super::{Attribute, Document, Element, Node, Scope};

/// How to canonicalize; the default is exclusive, without comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Canonicalization {
    /// Keep comments (`#WithComments`).
    pub comments: bool,
    /// Canonical XML 1.0 instead of the exclusive form.
    pub inclusive: bool,
    /// InclusiveNamespaces PrefixList of the exclusive form; `#default` stands for the default namespace.
    pub prefix_list: Vec<String>,
    /// Paths of elements to leave out with all they contain, as the Signature of the enveloped-signature
    /// transform (XML Signature 6.6.4).
    pub without: Vec<Vec<usize>>,
}

/// The canonical octets of the element at `path` in `document`; empty when there is none, or when it is left out.
pub fn canonicalize(document: &Document, path: &[usize], how: &Canonicalization) -> Vec<u8> {
    let mut writer = Writer::new(document, path, how);
    match document.element(path) {
        Some(apex) if !how.without.iter().any(|left_out| path.starts_with(left_out)) => writer.element(apex, true),
        _ => {}
    }
    writer.out
}

/// The canonical octets of the whole document: the root element with instructions, and comments where they are
/// kept, around it, each on a line of its own (Canonical XML 1.0 section 2.1).
pub fn canonicalize_document(document: &Document, how: &Canonicalization) -> Vec<u8> {
    let mut writer = Writer::new(document, &[], how);
    for node in document.prolog() {
        if writer.outside(node) {
            writer.put("\n");
        }
    }
    writer.element(document.root(), true);
    for node in document.epilog() {
        let mark = writer.out.len();
        writer.put("\n");
        if !writer.outside(node) {
            writer.out.truncate(mark);
        }
    }
    writer.out
}

struct Writer<'a> {
    how: &'a Canonicalization,
    without: Vec<*const Element>,
    /// `xml:` attributes of the elements around the apex, innermost first.
    inherited: Vec<Attribute>,
    scope: Scope,
    rendered: Scope,
    out: Vec<u8>,
}

impl<'a> Writer<'a> {
    fn new(document: &Document, path: &[usize], how: &'a Canonicalization) -> Self {
        let without = how.without.iter().filter_map(|path| document.element(path)).map(std::ptr::from_ref).collect();
        let mut inherited: Vec<Attribute> = Vec::new();
        // Canonical XML 1.0 section 2.4: the apex takes over what the elements around it say for all below them.
        for depth in (0..path.len()).rev().filter(|_| how.inclusive) {
            let attributes = document.element(&path[..depth]).into_iter().flat_map(|element| &element.attributes);
            for attribute in attributes.filter(|a| a.name.starts_with("xml:")) {
                if !inherited.iter().any(|known| known.name == attribute.name) {
                    inherited.push(attribute.clone());
                }
            }
        }
        let scope = Scope::around(document, path);
        Self { how, without, inherited, scope, rendered: Scope::default(), out: Vec::with_capacity(4096) }
    }

    /// A node beside the root element; whether anything was written for it.
    fn outside(&mut self, node: &Node) -> bool {
        let mark = self.out.len();
        match node {
            // The XML declaration is kept among the instructions, and is none.
            Node::Instruction(raw) if raw.split(is_space).next() != Some("xml") => self.instruction(&line_ends(raw)),
            Node::Comment(raw) => self.comment(raw),
            _ => {}
        }
        self.out.len() > mark
    }

    fn comment(&mut self, raw: &str) {
        if self.how.comments {
            self.put("<!--");
            self.put(&line_ends(raw));
            self.put("-->");
        }
    }

    fn element(&mut self, element: &Element, apex: bool) {
        if self.without.contains(&std::ptr::from_ref(element)) {
            return;
        }
        let scope_mark = self.scope.enter(element);
        let rendered_mark = self.rendered.mark();
        self.put("<");
        self.put(&element.name);
        self.declarations(element, apex);
        self.attributes(element, apex);
        self.put(">");
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child, false),
                Node::Text(raw) => self.escaped(&text_value(raw).unwrap_or_else(|_| raw.clone()), false),
                Node::CData(raw) => self.escaped(&line_ends(raw), false),
                Node::Comment(raw) => self.comment(raw),
                Node::Instruction(raw) => self.instruction(&line_ends(raw)),
                Node::DocType(_) => {}
            }
        }
        self.put("</");
        self.put(&element.name);
        self.put(">");
        self.rendered.leave(rendered_mark);
        self.scope.leave(scope_mark);
    }

    /// Exclusive C14N section 3: prefixes visibly used here; those of the PrefixList by the inclusive rules.
    fn exclusive_prefixes<'e>(&'e self, element: &'e Element, apex: bool) -> Vec<&'e str> {
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
        prefixes
    }

    /// Canonical XML 1.0 section 2.3: at the apex all that is in force, below it what is declared anew.
    fn inclusive_prefixes<'e>(&'e self, element: &'e Element, apex: bool) -> Vec<&'e str> {
        if apex {
            self.scope.prefixes().collect()
        } else {
            element.attributes.iter().filter_map(Attribute::declared_prefix).collect()
        }
    }

    fn declarations(&mut self, element: &Element, apex: bool) {
        let mut prefixes = if self.how.inclusive {
            self.inclusive_prefixes(element, apex)
        } else {
            self.exclusive_prefixes(element, apex)
        };
        prefixes.retain(|prefix| *prefix != "xml");
        prefixes.sort_unstable();
        prefixes.dedup();
        let unwritten: Vec<(String, String)> =
            prefixes.into_iter().filter_map(|prefix| self.unwritten(prefix)).collect();
        for (prefix, uri) in unwritten {
            self.put(" xmlns");
            if !prefix.is_empty() {
                self.put(":");
                self.put(&prefix);
            }
            self.put("=\"");
            self.escaped(&uri, true);
            self.put("\"");
            self.rendered.declare(&prefix, &uri);
        }
    }

    /// The prefix and its namespace, when the output does not say so yet.
    fn unwritten(&self, prefix: &str) -> Option<(String, String)> {
        let uri = match self.scope.resolve(prefix) {
            Some(uri) => uri,
            // An undeclared default namespace is the empty one; an undeclared prefix has none to write.
            None if prefix.is_empty() => "",
            None => return None,
        };
        let rendered = self.rendered.resolve(prefix);
        if rendered == Some(uri) || (uri.is_empty() && rendered.is_none_or(str::is_empty)) {
            return None;
        }
        Some((prefix.to_owned(), uri.to_owned()))
    }

    /// Canonical XML 1.0 section 2.2: by namespace URI, then by local name.
    fn attributes(&mut self, element: &Element, apex: bool) {
        let inherited = if apex { std::mem::take(&mut self.inherited) } else { Vec::new() };
        let mut attributes: Vec<_> = inherited
            .iter()
            .filter(|known| element.attributes.iter().all(|own| own.name != known.name))
            .chain(element.attributes.iter().filter(|a| a.declared_prefix().is_none()))
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
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let reference: &[u8] = match byte {
                b'&' => b"&amp;",
                b'<' => b"&lt;",
                b'\r' => b"&#xD;",
                b'>' if !attribute => b"&gt;",
                b'"' if attribute => b"&quot;",
                b'\t' if attribute => b"&#x9;",
                b'\n' if attribute => b"&#xA;",
                _ => continue,
            };
            self.out.extend_from_slice(&text.as_bytes()[from..at]);
            self.out.extend_from_slice(reference);
            from = at + 1;
        }
        self.out.extend_from_slice(&text.as_bytes()[from..]);
    }
}

/// XML 1.0, 2.11.
fn line_ends(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

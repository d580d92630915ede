//! From text to the tree.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::Event;

use super::attribute::{self, is_name};
use super::fault::{Fault, FaultKind};
use super::text::reference;
use super::{DEEPEST, Document, Element, MOST_ATTRIBUTES, MOST_ELEMENTS, Node};
use crate::finding::Span;

/// Reads as much of `text` as can be read. It never fails: what is wrong is in [`Document::faults`].
pub fn parse(text: String) -> Document {
    let mut tree = Tree::default();
    tree.characters(&text);
    tree.read(&text);
    tree.document.text = text;
    tree.document.faults.sort_by_key(|fault| fault.span.start);
    tree.document
}

/// `text`, as long as it is, with a blank for each `<` that stands before the first tag and begins none: such a one, of an
/// address in a mail or of what `curl` prints, would take the first tag into its own.
fn without_brackets_before_the_first_tag(text: &str) -> Cow<'_, str> {
    let first = text.match_indices('<').find(|(at, _)| super::may_be_tag(&text[at + 1..]));
    let (before, rest) = text.split_at(first.map_or(0, |(at, _)| at));
    if before.contains('<') { Cow::Owned(before.replace('<', " ") + rest) } else { Cow::Borrowed(text) }
}

#[derive(Default)]
struct Tree {
    document: Document,
    open: Vec<usize>,
    /// Prefix, number of the namespace, and how many elements were open when it was declared.
    scope: Vec<(String, usize, usize)>,
    numbers: HashMap<String, usize>,
}

impl Tree {
    fn fault(&mut self, kind: FaultKind, start: usize, end: usize) {
        const MOST: usize = 500;
        let ends = matches!(kind, FaultKind::TooDeep | FaultKind::TooMany);
        if ends || self.document.faults.len() < MOST {
            self.document.faults.push(Fault { kind, span: Span::new(start, end) });
        }
    }

    /// The first character that XML has no place for (XML 1.0, 2.2).
    fn characters(&mut self, text: &str) {
        let forbidden = |c: &(usize, char)| matches!(c.1, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
        if let Some((at, c)) = text.char_indices().find(forbidden) {
            self.fault(FaultKind::Character(c), at, at + c.len_utf8());
        }
    }

    fn read(&mut self, text: &str) {
        let without = without_brackets_before_the_first_tag(text);
        let mut reader = Reader::from_str(&without);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        loop {
            let start = position(&reader);
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.token_fault(&error, start, text);
                    break;
                }
            };
            let end = position(&reader).min(text.len());
            match event {
                Event::Start(_) => {
                    if !self.element(text, start, end, false) {
                        return;
                    }
                }
                Event::Empty(_) => {
                    if !self.element(text, start, end, true) {
                        return;
                    }
                }
                Event::End(_) => self.end(text, start, end),
                Event::Text(_) => self.text(text, start, end),
                Event::CData(_) => {
                    self.add(Node::CData(Span::new((start + 9).min(end), end.saturating_sub(3))));
                }
                Event::GeneralRef(_) => self.reference(text, start, end),
                Event::Decl(_) => {
                    if start > 0 {
                        self.fault(FaultKind::LateDeclaration, start, end);
                    }
                    self.document.declaration.get_or_insert(Span::new(start, end));
                }
                Event::DocType(_) => self.document.doctypes.push(Span::new(start, end)),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        self.finish(text);
    }

    fn token_fault(&mut self, error: &Error, start: usize, text: &str) {
        let rest = text.get(start..).unwrap_or_default();
        let line = start + rest.find(['\n', '\r']).unwrap_or(rest.len()).min(60);
        let kind = match error {
            Error::Syntax(quick_xml::errors::SyntaxError::InvalidBangMarkup) => {
                FaultKind::Other("`<!` begins neither a comment nor CDATA".to_owned())
            }
            Error::Syntax(_) => FaultKind::EndsInside(inside(rest)),
            other => FaultKind::Other(other.to_string()),
        };
        self.fault(kind, start, crate::lines::floor(text, line).max(start + 1));
    }

    /// False when no more is to be read.
    fn element(&mut self, text: &str, start: usize, end: usize, empty: bool) -> bool {
        if self.open.len() >= DEEPEST {
            self.fault(FaultKind::TooDeep, start, end);
            return false;
        }
        if self.document.elements.len() >= MOST_ELEMENTS {
            self.fault(FaultKind::TooMany, start, end);
            return false;
        }
        let inside = text.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
        // Mails, and what `curl` prints, have such brackets around the XML.
        if self.open.is_empty() && !super::may_be_tag(inside) {
            self.fault(FaultKind::Outside, start, end);
            return true;
        }
        let length = inside.find([' ', '\t', '\r', '\n', '/']).unwrap_or(inside.len());
        let name = Span::new(start + 1, start + 1 + length);
        let mut faults = Vec::new();
        let attributes = attribute::read(&inside[length..], start + 1 + length, &mut faults);
        let full = attributes.len() >= MOST_ATTRIBUTES || self.scope.len() >= MOST_ATTRIBUTES;
        for fault in faults {
            self.fault(fault.kind, fault.span.start, fault.span.end);
        }
        if full {
            self.fault(FaultKind::TooMany, start, end);
            return false;
        }
        if !is_name(&text[name.range()]) {
            self.fault(FaultKind::Name(crate::lines::short(&text[name.range()])), start, end);
        }
        let index = self.document.elements.len();
        if self.open.is_empty() && !self.document.roots.is_empty() {
            self.fault(FaultKind::SecondRoot, start, end);
        }
        for found in &attributes {
            let declared = &text[found.name.range()];
            let prefix = if declared == "xmlns" { Some("") } else { declared.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                let number = self.number(&super::unescape(&text[found.value.range()]));
                self.scope.push((prefix.to_owned(), number, self.open.len()));
            }
        }
        let written = &text[name.range()];
        let prefix = written.split_once(':').map_or("", |(prefix, _)| prefix);
        let namespace = self.scope.iter().rev().find(|(declared, ..)| declared == prefix).map(|found| found.1);
        if namespace.is_none() && !prefix.is_empty() && prefix != "xml" {
            self.fault(FaultKind::Prefix(prefix.to_owned()), name.start, name.end);
        }
        for found in &attributes {
            let prefix = text[found.name.range()].split_once(':').map_or("", |(prefix, _)| prefix);
            let known = matches!(prefix, "" | "xml" | "xmlns") || self.scope.iter().any(|(there, ..)| there == prefix);
            if !known {
                self.fault(FaultKind::Prefix(prefix.to_owned()), found.name.start, found.name.end);
            }
        }
        let parent = self.open.last().copied();
        let tag = Span::new(start, end);
        let children = Vec::new();
        self.document.elements.push(Element { name, tag, span: tag, namespace, parent, attributes, children });
        match parent {
            Some(parent) => self.document.elements[parent].children.push(Node::Element(index)),
            None => self.document.roots.push(index),
        }
        self.open.push(index);
        if empty {
            self.close(end);
        }
        true
    }

    fn number(&mut self, namespace: &str) -> usize {
        if let Some(number) = self.numbers.get(namespace) {
            return *number;
        }
        let number = self.document.namespaces.len();
        self.document.namespaces.push(namespace.to_owned());
        self.numbers.insert(namespace.to_owned(), number);
        number
    }

    fn close(&mut self, end: usize) {
        if let Some(index) = self.open.pop() {
            self.document.elements[index].span.end = end;
            let depth = self.open.len();
            while self.scope.last().is_some_and(|(.., declared)| *declared >= depth) {
                self.scope.pop();
            }
        }
    }

    /// Closes the innermost open element of that name and what is in it; an end tag that fits none is passed by.
    fn end(&mut self, text: &str, start: usize, end: usize) {
        let found = text.get(start + 2..end.saturating_sub(1)).unwrap_or_default().trim_end();
        let name = |tree: &Self, index: usize| text[tree.document.elements[index].name.range()].to_owned();
        let innermost = self.open.last().map(|index| name(self, *index));
        if innermost.as_deref() == Some(found) {
            self.close(end);
            return;
        }
        // An end tag whose letters or prefix are wrong closes what it was meant for.
        let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        let meant = innermost.as_ref().is_some_and(|open| local(open) == local(found));
        self.fault(FaultKind::WrongEnd(crate::lines::short(found), innermost), start, end);
        if meant {
            self.close(end);
            return;
        }
        if self.open.iter().any(|index| name(self, *index) == found) {
            while let Some(index) = self.open.last().copied() {
                let last = name(self, index) == found;
                self.close(end);
                if last {
                    break;
                }
            }
        }
    }

    fn add(&mut self, node: Node) {
        if let Some(parent) = self.open.last() {
            self.document.elements[*parent].children.push(node);
        }
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        let written = text.get(start..end).unwrap_or_default();
        if self.open.is_empty() {
            if !written.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
                let blank = written.len() - written.trim_start().len();
                self.fault(FaultKind::Outside, start + blank, start + written.trim_end().len());
            }
            return;
        }
        self.join(start, end);
        // The tokenizer leaves an `&` that begins nothing in the text.
        for (at, _) in written.match_indices('&').take(50) {
            if reference(&written[at..]).is_none() {
                self.fault(no_reference(&written[at..]), start + at, start + at + 1);
            }
        }
    }

    fn reference(&mut self, text: &str, start: usize, end: usize) {
        if self.open.is_empty() {
            self.fault(FaultKind::Outside, start, end);
            return;
        }
        if reference(text.get(start..).unwrap_or_default()).is_none() {
            let name = text.get(start + 1..end).unwrap_or_default().trim_end_matches(';');
            self.fault(FaultKind::Entity(crate::lines::short(name)), start, end);
        }
        self.join(start, end);
    }

    /// Text and references that follow one another are one text.
    fn join(&mut self, start: usize, end: usize) {
        let Some(parent) = self.open.last() else { return };
        if let Some(Node::Text(last)) = self.document.elements[*parent].children.last_mut()
            && last.end == start
        {
            last.end = end;
            return;
        }
        self.add(Node::Text(Span::new(start, end)));
    }

    fn finish(&mut self, text: &str) {
        if !self.open.is_empty() {
            let names =
                self.open.iter().rev().map(|index| text[self.document.elements[*index].name.range()].to_owned());
            let names: Vec<String> = names.collect();
            let already = self.document.faults.iter().any(|fault| matches!(fault.kind, FaultKind::EndsInside(_)));
            if !already {
                let last = crate::lines::floor(text, text.trim_end().len().saturating_sub(1));
                self.fault(FaultKind::Unclosed(names), last, text.trim_end().len());
            }
            while !self.open.is_empty() {
                self.close(text.len());
            }
        }
        if self.document.roots.is_empty() {
            self.fault(FaultKind::NoElement, 0, text.len().min(1));
        }
    }
}

/// What an `&` is that begins no reference that XML knows.
pub(super) fn no_reference(text: &str) -> FaultKind {
    let end = text.bytes().take(40).position(|byte| byte == b';');
    match end.and_then(|end| text.get(1..end)).filter(|name| is_name(name)) {
        Some(name) => FaultKind::Entity(name.to_owned()),
        None => FaultKind::Ampersand,
    }
}

fn inside(rest: &str) -> String {
    if rest.starts_with("<!--") {
        "a comment".to_owned()
    } else if rest.starts_with("<![") {
        "a CDATA section".to_owned()
    } else if rest.starts_with("<?") {
        "an instruction `<?`".to_owned()
    } else if rest.starts_with("<!") {
        "a document type declaration".to_owned()
    } else {
        let name = rest[1.min(rest.len())..].split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
        format!("the tag <{}", crate::lines::short(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<FaultKind> {
        parse(text.to_owned()).faults.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn what_is_well_formed_has_no_fault() {
        let text = "<?xml version='1.0'?>\n<!-- a --><a:b xmlns:a='x' c='&amp;&#10;'>t&lt;<![CDATA[<]]><d/></a:b>\n";
        assert_eq!(kinds(text), []);
        let document = parse(text.to_owned());
        let root = document.roots().next().unwrap();
        assert_eq!((root.local(), root.namespace(), root.text().as_str()), ("b", Some("x"), "t<<"));
        assert_eq!(root.value("c").unwrap(), "&\n");
        assert_eq!(document.written(root.children().next().unwrap().element().span), "<d/>");
    }

    #[test]
    fn each_fault_has_its_name_and_the_rest_is_read_all_the_same() {
        assert_eq!(kinds("<a><b></a>"), [FaultKind::WrongEnd("a".into(), Some("b".into()))]);
        assert_eq!(kinds("<a b=c d>x & y &nbsp;</a>").len(), 4);
        assert_eq!(kinds("<a/><b/>"), [FaultKind::SecondRoot]);
        assert_eq!(kinds("<a><b"), [FaultKind::EndsInside("the tag <b".into())]);
        assert_eq!(kinds("<a><b>"), [FaultKind::Unclosed(vec!["b".into(), "a".into()])]);
        assert_eq!(kinds(" <?xml version='1.0'?><a/>"), [FaultKind::LateDeclaration]);
        assert_eq!(kinds("<p:a/>"), [FaultKind::Prefix("p".into())]);
        assert!(kinds("").contains(&FaultKind::NoElement));
    }

    #[test]
    fn what_is_nested_too_deeply_is_not_read_to_the_end() {
        assert!(kinds(&"<a>".repeat(100_000)).contains(&FaultKind::TooDeep));
    }
}

//! A SAML message as a tree: one element a line, each line with the path of the element that it stands in.

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::{Document, Node};

/// Elements whose text is a signature, a digest or key material: it differs in every run and says nothing to a reader.
const OPAQUE: [(&str, &str); 6] = [
    ("SignatureValue", "[signature]"),
    ("DigestValue", "[digest]"),
    ("X509Certificate", "[certificate]"),
    ("Modulus", "[key]"),
    ("Exponent", "[key]"),
    ("CipherValue", "[cipher text]"),
];

/// How deep elements are shown. SAML is some ten levels deep; what goes beyond this was made to be deep, and neither the
/// stack of whoever walks it nor the reader has to go along.
const DEEPEST: usize = 64;

/// What a line does to the depth of those that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A start tag whose end tag stands on a later line.
    Open,
    /// The end tag of such an element.
    Close,
    /// An element with its end, or text.
    Whole,
}

/// One line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The elements around it, as `Response/Assertion[2]`; empty at the root. All lines of an element share it.
    pub(crate) path: Arc<str>,
    /// How many elements are around it.
    pub(crate) depth: usize,
    pub(crate) shape: Shape,
    /// Without indentation.
    pub(crate) text: String,
}

/// All lines of [`first_lines`].
#[cfg(test)]
pub(crate) fn lines(xml: &str, opaque: bool) -> Option<Vec<Line>> {
    first_lines(xml, opaque, usize::MAX).map(|(lines, _)| lines)
}

/// `xml` with one element a line, of which at most so many are kept: a message may have a hundred thousand. With them comes
/// how many there are. None of what is not well-formed, or has a DTD. Signatures, digests and certificates are named instead
/// of shown when `opaque` says so.
pub(crate) fn first_lines(xml: &str, opaque: bool, most: usize) -> Option<(Vec<Line>, usize)> {
    let document = Document::parse(xml).ok()?;
    let mut lines = Lines { kept: Vec::new(), most, count: 0 };
    write(document.root_element(), (&Arc::from(""), 1), 0, opaque, &mut lines);
    Some((lines.kept, lines.count))
}

/// The lines so far.
struct Lines {
    kept: Vec<Line>,
    most: usize,
    count: usize,
}

impl Lines {
    fn push(&mut self, depth: usize, path: &Arc<str>, shape: Shape, text: String) {
        self.count += 1;
        if self.count <= self.most {
            self.kept.push(Line { path: path.clone(), depth, shape, text });
        }
    }
}

/// Writes `node`, which stands at `depth` in the elements of `path` and is the `number`th of its name there.
fn write(node: Node<'_, '_>, (path, number): (&Arc<str>, usize), depth: usize, opaque: bool, lines: &mut Lines) {
    let name = qualified(node, node.tag_name().namespace(), node.tag_name().name());
    let mut start = format!("<{name}");
    // Which prefixes are declared, and where, is no part of the meaning; the element's own namespace shows at its prefix.
    for attribute in node.attributes() {
        let name = qualified(node, attribute.namespace(), attribute.name());
        start += &format!(" {name}=\"{}\"", escaped(attribute.value()));
    }
    let elements: Vec<_> = node.children().filter(Node::is_element).collect();
    let own: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    let own = match OPAQUE.iter().find(|(element, _)| *element == node.tag_name().name()) {
        Some((_, word)) if opaque => word,
        _ => own.trim(),
    };
    if elements.is_empty() {
        let end = if own.is_empty() { "/>".to_owned() } else { format!(">{}</{name}>", escaped(own)) };
        return lines.push(depth, path, Shape::Whole, start + &end);
    }
    lines.push(depth, path, Shape::Open, start + ">");
    let inner: Arc<str> = inner_path(path, node.tag_name().name(), number).into();
    if !own.is_empty() {
        lines.push(depth + 1, &inner, Shape::Whole, escaped(own));
    }
    if depth + 1 == DEEPEST {
        let below = node.descendants().filter(Node::is_element).count() - 1;
        lines.push(depth + 1, &inner, Shape::Whole, format!("[{below} elements, nested deeper than {DEEPEST}]"));
    } else {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for element in elements {
            let number = numbers.entry(element.tag_name().name()).or_default();
            *number += 1;
            write(element, (&inner, *number), depth + 1, opaque, lines);
        }
    }
    lines.push(depth, path, Shape::Close, format!("</{name}>"));
}

/// The path of what stands in the `number`th element called `name` of `path`: local names, the first without its number.
fn inner_path(path: &str, name: &str, number: usize) -> String {
    let number = if number > 1 { format!("[{number}]") } else { String::new() };
    if path.is_empty() { format!("{name}{number}") } else { format!("{path}/{name}{number}") }
}

fn qualified(node: Node<'_, '_>, namespace: Option<&str>, name: &str) -> String {
    let prefix = namespace.and_then(|namespace| {
        if namespace == "http://www.w3.org/XML/1998/namespace" { Some("xml") } else { node.lookup_prefix(namespace) }
    });
    prefix.filter(|prefix| !prefix.is_empty()).map_or_else(|| name.to_owned(), |prefix| format!("{prefix}:{name}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, first_lines, lines};

    /// The tree as text; what has none as it is.
    fn indented(xml: &str, opaque: bool) -> String {
        let Some(lines) = lines(xml, opaque) else { return xml.to_owned() };
        lines.iter().map(|line| format!("{}{}\n", "  ".repeat(line.depth), line.text)).collect()
    }

    fn nested(levels: usize) -> String {
        format!("{}{}", "<x ID='_0123456789'>".repeat(levels), "</x>".repeat(levels))
    }

    #[test]
    fn what_is_nested_without_end_is_counted_and_not_walked() {
        let text = indented(&nested(100_000), true);
        let line = format!("[{} elements, nested deeper than {DEEPEST}]", 100_000 - DEEPEST);
        assert_eq!(text.lines().nth(DEEPEST).map(str::trim), Some(line.as_str()));
        assert_eq!(text.lines().count(), 2 * DEEPEST + 1);
        assert_eq!(indented(&nested(DEEPEST), true).lines().count(), 2 * DEEPEST - 1);
    }

    #[test]
    fn a_message_is_an_indented_tree() {
        let xml = "<a:R xmlns:a=\"u\" xml:lang=\"e&lt;n\"><a:B>x &amp; y</a:B><!-- c --><C xmlns=\"v\"/></a:R>";
        assert_eq!(indented(xml, true), "<a:R xml:lang=\"e&lt;n\">\n  <a:B>x &amp; y</a:B>\n  <C/>\n</a:R>\n");
        assert_eq!(indented("not <xml", true), "not <xml");
        let certificate = "<X509Certificate>MIIB</X509Certificate>";
        assert_eq!(indented(certificate, true), "<X509Certificate>[certificate]</X509Certificate>\n");
        assert_eq!(indented(certificate, false), "<X509Certificate>MIIB</X509Certificate>\n");
    }

    #[test]
    fn of_a_long_message_the_first_lines_are_kept_and_all_are_counted() {
        let xml = "<r><a><b/></a><a>t<b/></a></r>";
        let (first, count) = first_lines(xml, true, 3).unwrap_or_default();
        assert_eq!((first.as_slice(), count), (&lines(xml, true).unwrap_or_default()[..3], 9));
    }

    #[test]
    fn a_line_knows_the_elements_around_it() {
        let lines = lines("<r><a><b/></a><a>t<b/></a></r>", true).unwrap_or_default();
        let paths: Vec<(&str, &str)> = lines.iter().map(|line| (&*line.path, line.text.as_str())).collect();
        let found = [
            ("", "<r>"),
            ("r", "<a>"),
            ("r/a", "<b/>"),
            ("r", "</a>"),
            ("r", "<a>"),
            ("r/a[2]", "t"),
            ("r/a[2]", "<b/>"),
            ("r", "</a>"),
            ("", "</r>"),
        ];
        assert_eq!(paths, found);
    }
}

//! A SAML message as an indented tree.

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

/// Values of attributes that identify a message, an assertion or a session (core/1.3.4): drawn anew in every run.
const IDENTIFIERS: [&str; 5] = ["ID", "InResponseTo", "SessionIndex", "AssertionID", "URI"];

/// How deep elements are shown. SAML is some ten levels deep; what goes beyond this was made to be deep, and neither the
/// stack of whoever walks it nor the reader has to go along.
const DEEPEST: usize = 64;

/// `xml` with one element a line. Signatures, digests and certificates are named instead of shown when `opaque` says
/// so. What is no XML is given back as it is.
pub(crate) fn indented(xml: &str, opaque: bool) -> String {
    tree(xml, opaque).unwrap_or_else(|| xml.to_owned())
}

/// The same; none of what is not well-formed, or has a DTD.
pub(super) fn tree(xml: &str, opaque: bool) -> Option<String> {
    let document = Document::parse(xml).ok()?;
    let mut text = String::new();
    write(document.root_element(), 0, opaque, &mut text);
    Some(text)
}

/// Values that identify something in `xml`, in document order.
pub(super) fn identifiers(xml: &str) -> Vec<String> {
    let Ok(document) = Document::parse(xml) else { return Vec::new() };
    let attributes = document.descendants().flat_map(|node| node.attributes());
    let values = attributes.filter(|attribute| IDENTIFIERS.contains(&attribute.name()));
    let values = values.map(|attribute| attribute.value().trim_start_matches('#').to_owned());
    // A short one could be part of any word.
    values.filter(|value| value.len() >= 8).collect()
}

fn write(node: Node<'_, '_>, depth: usize, opaque: bool, text: &mut String) {
    let indent = "  ".repeat(depth);
    let name = qualified(node, node.tag_name().namespace(), node.tag_name().name());
    text.push_str(&format!("{indent}<{name}"));
    // Which prefixes are declared, and where, is no part of the meaning; the element's own namespace shows at its prefix.
    for attribute in node.attributes() {
        let name = qualified(node, attribute.namespace(), attribute.name());
        text.push_str(&format!(" {name}=\"{}\"", escaped(attribute.value())));
    }
    let elements: Vec<_> = node.children().filter(Node::is_element).collect();
    let own: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    let own = match OPAQUE.iter().find(|(element, _)| *element == node.tag_name().name()) {
        Some((_, word)) if opaque => word,
        _ => own.trim(),
    };
    if elements.is_empty() && own.is_empty() {
        text.push_str("/>\n");
        return;
    }
    if elements.is_empty() {
        text.push_str(&format!(">{}</{name}>\n", escaped(own)));
        return;
    }
    text.push_str(">\n");
    if !own.is_empty() {
        text.push_str(&format!("{indent}  {}\n", escaped(own)));
    }
    if depth + 1 == DEEPEST {
        let below = node.descendants().filter(Node::is_element).count() - 1;
        text.push_str(&format!("{indent}  [{below} elements, nested deeper than {DEEPEST}]\n"));
    } else {
        for element in elements {
            write(element, depth + 1, opaque, text);
        }
    }
    text.push_str(&format!("{indent}</{name}>\n"));
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
    use super::{DEEPEST, identifiers, indented};

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
        assert_eq!(identifiers(&nested(100_000)).len(), 100_000);
    }
}

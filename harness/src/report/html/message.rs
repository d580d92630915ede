//! The SAML messages of a case, as trees in which the signed parts are marked.

use std::collections::BTreeSet;

use maud::{Markup, html};
use mock_idp::journal::{Binding, Direction};
use roxmltree::Document;

use crate::evidence::{CaseEvidence, Message};
use crate::snapshot::{Line, Shape, shortened, tree};

/// Lines of a message that are shown, and characters of a line; `evidence/` has the whole.
const LINES: usize = 1000;
const LINE_WIDTH: usize = 20_000;

pub(super) fn messages(evidence: &CaseEvidence) -> Markup {
    html! {
        @if !evidence.messages.is_empty() {
            h3 { "SAML messages" }
            @for message in &evidence.messages { (part(message)) }
        }
    }
}

fn part(message: &Message) -> Markup {
    let way = if message.direction == Direction::In { "SP → IdP" } else { "IdP → SP" };
    let binding = if message.binding == Binding::Redirect { "HTTP-Redirect" } else { "HTTP-POST" };
    let (root, signed) = root_and_signed(&message.xml).unwrap_or_default();
    html! {
        details.part {
            summary { b { (if root.is_empty() { "not XML" } else { &root }) } " " span.quiet { (way) " by " (binding) } }
            p.quiet { "at " code { (message.url.split('?').next().unwrap_or_default()) }
                @if let Some(relay_state) = &message.relay_state { ", RelayState " code { (relay_state) } } }
            @if !signed.is_empty() {
                p.quiet { span.covered { "marked" } ": what a signature in this message refers to. Whether it verifies is another question." }
            }
            @match tree(&message.xml, false, LINES) {
                Some((lines, count)) => (marked(&lines, count, &signed)),
                None => pre.xml { (shortened(&message.xml, LINES, LINE_WIDTH)) },
            }
            @if message.is_encoded_xml() {
                details { summary { "Byte by byte" span.quiet { ", sent in its Base64 form" } }
                    pre.wire { (shortened(&message.xml, LINES, LINE_WIDTH)) } }
            } @else {
                details { summary { "As on the wire" } pre.wire { (shortened(&message.raw, LINES, LINE_WIDTH)) } }
            }
        }
    }
}

/// The name of the root, and the IDs that signatures refer to; none of what is no XML. What was parsed is not held longer: a
/// message of megabytes takes ten times as much then.
fn root_and_signed(xml: &str) -> Option<(String, BTreeSet<String>)> {
    let document = Document::parse(xml).ok()?;
    Some((document.root_element().tag_name().name().to_owned(), referenced(&document)))
}

/// IDs that the signatures in `document` refer to; an empty one stands for the whole (XML Signature, 4.4.3.2).
fn referenced(document: &Document<'_>) -> BTreeSet<String> {
    let references = document.descendants().filter(|node| node.tag_name().name() == "Reference");
    let of_signatures = references.filter(|node| {
        node.tag_name().namespace() == Some("http://www.w3.org/2000/09/xmldsig#") && node.attribute("URI").is_some()
    });
    of_signatures.filter_map(|node| Some(node.attribute("URI")?.trim_start_matches('#').to_owned())).collect()
}

/// The first lines of `count`, those of elements with an ID of `signed` marked.
fn marked(lines: &[Line], count: usize, signed: &BTreeSet<String>) -> Markup {
    html! {
        pre.xml {
            @for (line, covered) in lines.iter().zip(covered(lines, signed)) {
                span.covered[covered] { ("  ".repeat(line.depth)) (shortened(&line.text, 1, LINE_WIDTH)) } "\n"
            }
            @if count > lines.len() { "[... " (count - lines.len()) " lines more]" }
        }
    }
}

/// For each line, whether it stands in an element with an ID of `signed`.
fn covered(lines: &[Line], signed: &BTreeSet<String>) -> Vec<bool> {
    // The depth of the outermost such element that is open.
    let mut open = None;
    let one = |line: &Line| {
        let begins = open.is_none() && is_one_of(&line.text, signed, line.depth);
        let covered = begins || open.is_some();
        match line.shape {
            Shape::Open if begins => open = Some(line.depth),
            Shape::Close if open == Some(line.depth) => open = None,
            _ => {}
        }
        covered
    };
    lines.iter().map(one).collect()
}

/// Whether a start tag has one of these IDs; the root is what an empty reference stands for.
fn is_one_of(start: &str, ids: &BTreeSet<String>, depth: usize) -> bool {
    if !start.starts_with('<') || start.starts_with("</") {
        return false;
    }
    let tag = start.split('>').next().unwrap_or_default();
    let has = |id: &String| {
        [" ID=", " Id=", " id=", " AssertionID="].iter().any(|name| tag.contains(&format!("{name}\"{id}\"")))
    };
    ids.iter().any(|id| if id.is_empty() { depth == 0 } else { has(id) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_signature_refers_to_is_marked_and_nothing_else() {
        let xml = r##"<R ID="r"><A ID="forged"><N>victim</N></A><A ID="a"><N>x</N><S xmlns="http://www.w3.org/2000/09/xmldsig#"><Reference URI="#a"/></S></A><T/></R>"##;
        let signed = referenced(&Document::parse(xml).unwrap());
        let text = marked(&tree(xml, false, LINES).unwrap().0, 0, &signed).into_string();
        let covered: Vec<&str> = text.lines().filter(|line| line.contains("covered")).collect();
        assert_eq!(covered.len(), 6, "{text}");
        assert!(covered[0].contains("ID=&quot;a&quot;") && covered[5].contains("&lt;/A&gt;"), "{covered:?}");
    }

    #[test]
    fn a_signature_over_the_whole_message_marks_all_of_it() {
        let xml = r##"<R><S xmlns="http://www.w3.org/2000/09/xmldsig#"><Reference URI=""/></S></R>"##;
        let signed = referenced(&Document::parse(xml).unwrap());
        let text = marked(&tree(xml, false, LINES).unwrap().0, 0, &signed).into_string();
        assert_eq!(text.matches("covered").count(), text.trim().lines().count() - 1, "{text}");
    }
}

//! Texts read in pieces, and documents changed before they are verified.

use uppsala::{Document, NodeKind};

use crate::refusal::Refusal;
use crate::response::{self, Signed};
use crate::xml::Element;

/// What stands in an element, one after the other.
pub enum Piece<'d> {
    /// Text.
    Text(&'d str),
    /// A CDATA section.
    CData(&'d str),
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
    /// An element.
    Element,
}

/// The pieces of an element.
pub fn pieces<'d>(element: Element<'d, '_>) -> Vec<Piece<'d>> {
    let children = element.document.children(element.id).into_iter();
    let piece = |id| match element.document.node_kind(id)? {
        NodeKind::Text(text) => Some(Piece::Text(text)),
        NodeKind::CData(text) => Some(Piece::CData(text)),
        NodeKind::Comment(_) => Some(Piece::Comment),
        NodeKind::ProcessingInstruction(_) => Some(Piece::Instruction),
        _ => Some(Piece::Element),
    };
    children.filter_map(piece).collect()
}

/// Text and CDATA put together; everything else passed over.
pub fn whole<'d>(pieces: impl IntoIterator<Item = Piece<'d>>) -> String {
    let text = |piece| match piece {
        Piece::Text(text) | Piece::CData(text) => text,
        _ => "",
    };
    pieces.into_iter().map(text).collect()
}

/// What stands in the source of a text before its first character reference, and after its last, if it has one.
pub fn around_references(element: Element<'_, '_>) -> Option<(String, String)> {
    let source = element.document.node_source(element.id)?;
    let text = source.split_once('>')?.1.rsplit_once("</")?.0;
    let (first, rest) = text.split_once("&#")?;
    let last = rest.rsplit("&#").next()?.split_once(';')?.1;
    Some((first.to_owned(), last.to_owned()))
}

/// The document without what a search for comments finds, also where it is no comment: inside a CDATA section.
pub fn without_comments(xml: &str) -> String {
    let mut changed = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<!--") {
        changed.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    changed + rest
}

/// As if sound, but what is verified is the document after `change`, and what is read the document as it came.
pub fn verified_after<'d, 'x>(
    document: &'d Document<'x>,
    certificates: &[Vec<u8>],
    change: fn(&str) -> String,
) -> Result<Signed<'d, 'x>, Refusal> {
    let changed = change(document.input_text());
    let changed = response::parse(&changed)?;
    let signatures = response::signed(&changed, certificates)?.signatures;
    let (response, assertion) = response::parts(document)?;
    Ok(Signed { response, assertion, signatures })
}

/// The document with each processing instruction but the XML declaration replaced.
pub fn without_instructions(xml: &str, instead: fn(&str) -> String) -> String {
    let mut changed = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<?") {
        changed.push_str(before);
        let (instruction, after) = after.split_once("?>").unwrap_or((after, ""));
        if instruction.starts_with("xml ") {
            changed.push_str(&format!("<?{instruction}?>"));
        } else {
            changed.push_str(&instead(instruction.split_once(char::is_whitespace).map_or("", |(_, data)| data)));
        }
        rest = after;
    }
    changed + rest
}

//! Pieces of documents.

use super::{Document, Node, XmlError};

/// Reads any number of nodes as they may stand inside an element. Prefixes need not be declared, and references
/// to entities stay as they are written; printing the nodes gives `xml` again.
pub fn parse_fragment(xml: &str) -> Result<Vec<Node>, XmlError> {
    let mut document = Document::parse_keeping_entities(&format!("<x>{xml}</x>")).map_err(|error| match error {
        XmlError::Syntax { at, reason } => XmlError::Syntax { at: at.saturating_sub("<x>".len()), reason },
        XmlError::Character { at, code } => XmlError::Character { at: at.saturating_sub("<x>".len()), code },
        other => other,
    })?;
    Ok(std::mem::take(&mut document.root_mut().children))
}

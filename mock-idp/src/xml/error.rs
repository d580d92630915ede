//! Why a text is not a document.

use thiserror::Error;

/// A text that is not well-formed XML, or is beyond what is read here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum XmlError {
    #[error("not well-formed at byte {at}: {reason}")]
    Syntax { at: usize, reason: String },
    #[error("character U+{code:04X} at byte {at} is not allowed in XML")]
    Character { at: usize, code: u32 },
    #[error("reference `&{0};` is neither a character nor one of the five predefined entities")]
    Reference(String),
    #[error("start tag `{0}` cannot be read")]
    Tag(String),
    #[error("attribute `{0}` occurs twice in one tag")]
    DuplicateAttribute(String),
    #[error("elements are nested deeper than {0}")]
    Depth(usize),
    #[error("there must be exactly one root element")]
    Root,
}

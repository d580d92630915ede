//! What makes XML not well-formed.

use crate::finding::Span;

/// What is wrong with the XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text ends inside a tag, a comment or the like; in words which.
    EndsInside(String),
    /// The text ends and these elements, innermost first, are open.
    Unclosed(Vec<String>),
    /// An end tag that fits no open element: what it says, and what was open.
    WrongEnd(String, Option<String>),
    /// A value without quotes, or with others than `"` and `'`.
    Unquoted,
    /// An attribute without a value.
    NoValue,
    /// The same attribute twice.
    Duplicate(String),
    /// `<` in a value.
    LessThan,
    /// `&` that begins no reference.
    Ampersand,
    /// A reference to an entity that XML does not know.
    Entity(String),
    /// A prefix that is declared nowhere.
    Prefix(String),
    /// Text outside the root element.
    Outside,
    /// A second root element.
    SecondRoot,
    /// An XML declaration that is not at the very beginning.
    LateDeclaration,
    /// No element at all.
    NoElement,
    /// A character that XML forbids.
    Character(char),
    /// A tag whose name is none.
    Name(String),
    /// More elements inside one another than are read.
    TooDeep,
    /// More elements than are read.
    TooMany,
    /// What the tokenizer says.
    Other(String),
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// Where it is.
    pub span: Span,
}

impl FaultKind {
    /// In a sentence without a full stop.
    pub fn words(&self) -> String {
        match self {
            Self::EndsInside(what) => format!("the text ends inside {what}"),
            Self::Unclosed(open) => {
                format!("the text ends and <{}> is not closed", open.first().map_or("", String::as_str))
            }
            Self::WrongEnd(found, Some(open)) => format!("</{found}> where </{open}> should be"),
            Self::WrongEnd(found, None) => format!("</{found}> closes nothing"),
            Self::Unquoted => "the value of an attribute has no quotes".to_owned(),
            Self::NoValue => "an attribute has no value".to_owned(),
            Self::Duplicate(name) => format!("the attribute {name} is there twice"),
            Self::LessThan => "`<` inside the value of an attribute".to_owned(),
            Self::Ampersand => "`&` that should be written `&amp;`".to_owned(),
            Self::Entity(name) => format!("the entity &{name}; is not declared"),
            Self::Prefix(prefix) => format!("the prefix {prefix}: is not declared"),
            Self::Outside => "text outside the root element".to_owned(),
            Self::SecondRoot => "a second document begins here".to_owned(),
            Self::LateDeclaration => "the XML declaration is not at the very beginning".to_owned(),
            Self::NoElement => "there is no element".to_owned(),
            Self::Character(c) => format!("the character U+{:04X} is not allowed in XML", u32::from(*c)),
            Self::Name(name) => format!("`{name}` is no name of an element or an attribute"),
            Self::TooDeep => "elements are nested too deeply".to_owned(),
            Self::TooMany => "there are too many elements or attributes".to_owned(),
            Self::Other(words) => words.clone(),
        }
    }
}

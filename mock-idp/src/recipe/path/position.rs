//! Where something is put: `before Assertion`, `last in Response/Extensions`, `after root`.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::NodePath;
use crate::recipe::Fault;
use crate::xml::{Document, Node};

/// A place in terms of the message, as a recipe writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// Directly in front of an element.
    Before(NodePath),
    /// Directly behind an element.
    After(NodePath),
    /// As the first child of an element.
    FirstIn(NodePath),
    /// As the last child of an element.
    LastIn(NodePath),
    /// In the place of an element, which goes.
    InsteadOf(NodePath),
    /// In front of the root element, behind declaration and document type.
    BeforeRoot,
    /// Behind the root element.
    AfterRoot,
}

const SHAPES: &str = "`before PATH`, `after PATH`, `first in PATH`, `last in PATH`, `instead of PATH`, `before root` or \
                      `after root`";

impl FromStr for Position {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        type Shape = fn(NodePath) -> Position;
        const PREFIXES: [(&str, Shape); 5] = [
            ("before ", Position::Before),
            ("after ", Position::After),
            ("first in ", Position::FirstIn),
            ("last in ", Position::LastIn),
            ("instead of ", Position::InsteadOf),
        ];
        match text {
            "before root" => return Ok(Self::BeforeRoot),
            "after root" => return Ok(Self::AfterRoot),
            _ => {}
        }
        for (prefix, shape) in PREFIXES {
            if let Some(path) = text.strip_prefix(prefix) {
                let path: NodePath = path.trim().parse().map_err(|error| format!("{error}"))?;
                if path.is_attribute() {
                    return Err(format!("`{text}` is no position: `{path}` is an attribute"));
                }
                return Ok(shape(path));
            }
        }
        Err(format!("`{text}` is no position; write {SHAPES}"))
    }
}

impl Display for Position {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before(path) => write!(f, "before {path}"),
            Self::After(path) => write!(f, "after {path}"),
            Self::FirstIn(path) => write!(f, "first in {path}"),
            Self::LastIn(path) => write!(f, "last in {path}"),
            Self::InsteadOf(path) => write!(f, "instead of {path}"),
            Self::BeforeRoot => f.write_str("before root"),
            Self::AfterRoot => f.write_str("after root"),
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A position looked up in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the children of an element.
    Inside {
        /// The parent's path.
        parent: Vec<usize>,
        /// How many of its children are in front.
        index: usize,
        /// Whether the child that is there goes.
        replace: bool,
    },
    /// In front of the root element.
    BeforeRoot,
    /// Behind the root element.
    AfterRoot,
    /// The root element goes.
    Root,
}

impl Position {
    /// Where this is in `document`.
    pub fn find(&self, document: &Document) -> Result<Place, Fault> {
        let inside = |parent: &[usize], index, replace| Place::Inside { parent: parent.to_vec(), index, replace };
        Ok(match self {
            Self::BeforeRoot => Place::BeforeRoot,
            Self::AfterRoot => Place::AfterRoot,
            Self::FirstIn(path) => inside(&path.element(document)?, 0, false),
            Self::LastIn(path) => {
                let path = path.element(document)?;
                inside(&path, document.element(&path).map_or(0, |parent| parent.children.len()), false)
            }
            Self::Before(path) => {
                path.element(document)?.split_last().map_or(Place::BeforeRoot, |(last, up)| inside(up, *last, false))
            }
            Self::After(path) => {
                path.element(document)?.split_last().map_or(Place::AfterRoot, |(last, up)| inside(up, last + 1, false))
            }
            Self::InsteadOf(path) => {
                path.element(document)?.split_last().map_or(Place::Root, |(last, up)| inside(up, *last, true))
            }
        })
    }
}

impl Place {
    /// Whether it is inside the element at `path`, or in its stead.
    pub fn is_within(&self, path: &[usize]) -> bool {
        match self {
            Self::Inside { parent, index, replace } => {
                parent.starts_with(path) || *replace && path.split_last() == Some((index, parent))
            }
            Self::Root => path.is_empty(),
            Self::BeforeRoot | Self::AfterRoot => false,
        }
    }

    /// Puts `nodes` there, in order. Nothing else of the document changes.
    pub fn put(&self, document: &mut Document, nodes: Vec<Node>) -> Result<(), Fault> {
        match self {
            Self::Inside { parent, index, replace } => {
                let gone = || Fault::new("the place is not there any more");
                let children = &mut document.element_mut(parent).ok_or_else(gone)?.children;
                let end = index + usize::from(*replace);
                if end > children.len() {
                    return Err(gone());
                }
                children.splice(*index..end, nodes);
            }
            Self::BeforeRoot => document.before_root_mut().extend(nodes),
            Self::AfterRoot => drop(document.after_root_mut().splice(0..0, nodes)),
            Self::Root => {
                let mut before = nodes;
                let root = before.iter().position(|node| node.as_element().is_some());
                let after = root.map(|index| before.split_off(index)).unwrap_or_default();
                let mut after = after.into_iter();
                let Some(Node::Element(root)) = after.next() else {
                    return Err(Fault::new("without an element there is no root element"));
                };
                *document.root_mut() = root;
                document.before_root_mut().extend(before);
                document.after_root_mut().splice(0..0, after);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::parse_fragment;

    #[test]
    fn every_position_is_where_it_says() {
        for (position, expected) in [
            ("before b", "<?d?><a>1<N/><b>2</b>3</a>"),
            ("after b", "<?d?><a>1<b>2</b><N/>3</a>"),
            ("first in b", "<?d?><a>1<b><N/>2</b>3</a>"),
            ("last in a", "<?d?><a>1<b>2</b>3<N/></a>"),
            ("instead of b", "<?d?><a>1<N/>3</a>"),
            ("before root", "<?d?><N/><a>1<b>2</b>3</a>"),
            ("before a", "<?d?><N/><a>1<b>2</b>3</a>"),
            ("after root", "<?d?><a>1<b>2</b>3</a><N/>"),
            ("after a", "<?d?><a>1<b>2</b>3</a><N/>"),
            ("instead of a", "<?d?><N/>"),
        ] {
            let mut document = Document::parse("<?d?><a>1<b>2</b>3</a>").unwrap();
            let parsed: Position = position.parse().unwrap();
            assert_eq!(parsed.to_string(), position);
            let place = parsed.find(&document).unwrap();
            place.put(&mut document, parse_fragment("<N/>").unwrap()).unwrap();
            assert_eq!(document.to_string(), expected, "{position}");
        }
    }

    #[test]
    fn what_is_no_position_is_refused() {
        for text in ["", "Assertion", "before", "before ", "in Assertion", "after Response/@ID", "before a["] {
            assert!(text.parse::<Position>().is_err(), "{text}");
        }
        let mut document = Document::parse("<a/>").unwrap();
        assert!(Place::Root.put(&mut document, Vec::new()).is_err());
        assert!("before b".parse::<Position>().unwrap().find(&document).is_err());
    }
}

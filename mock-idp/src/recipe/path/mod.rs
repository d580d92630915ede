//! Naming places in a message: `Assertion[2]/Subject/NameID`, `Response/@Destination`, `before Assertion`.

mod lift;
mod lookup;
mod parse;
mod position;

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) use lift::Lifted;
pub use position::{Place, Position};

/// A path of elements, with an attribute at its end if that is what is meant.
///
/// Segments are local names (`NameID`), names as written (`saml2:NameID`) or `*`. The first is looked for at any
/// depth in document order, root included; each following one among the children, after `//` among all
/// descendants. `[n]` picks the n-th match, counted from 1; without it the first is taken. A leading `/` looks at
/// the root only. `@name` names an attribute as it is written, namespace declarations too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NodePath {
    text: String,
    segments: Vec<Segment>,
    attribute: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Segment {
    name: String,
    /// 1, 2, 3 ...
    number: Option<usize>,
    axis: Axis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Axis {
    Root,
    Child,
    Descendant,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Child positions from the root on, as [`crate::xml::Document::element`] takes them.
    pub element: Vec<usize>,
    /// Name of the attribute that is meant, which need not be there.
    pub attribute: Option<String>,
}

impl NodePath {
    /// Whether it names an attribute.
    pub fn is_attribute(&self) -> bool {
        self.attribute.is_some()
    }
}

impl Display for NodePath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for NodePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Serialize for NodePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

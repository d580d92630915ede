//! What the SP shows of the person who is signed in, and the text around it.

use serde::{Deserialize, Serialize};

use crate::fixture::Fact;

/// How a text tells who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which fact of the person is shown; where there are several, the most telling.
    pub shows: Fact,
    /// Whether that was learned, rather than said by the target file.
    pub learned: bool,
    /// The whole text, byte for byte. Empty: what stands around the fact was not learned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
}

/// A piece of such a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// The same for everybody.
    Text(String),
    /// A fact of the person.
    Fact(Fact),
}

impl Shown {
    /// What stands before and after the fact, where the text has one alone.
    pub fn around(&self) -> Option<(&str, &str)> {
        match self.pieces.as_slice() {
            [Piece::Fact(_)] => Some(("", "")),
            [Piece::Text(before), Piece::Fact(_)] => Some((before, "")),
            [Piece::Fact(_), Piece::Text(after)] => Some(("", after)),
            [Piece::Text(before), Piece::Fact(_), Piece::Text(after)] => Some((before, after)),
            _ => None,
        }
    }

    /// The line of a target file that says it.
    pub fn line(&self) -> String {
        format!("shows = \"{}\"", self.shows.word())
    }

    /// In words, for the head of a report.
    pub fn in_words(&self) -> String {
        let how = match (self.learned, self.pieces.is_empty()) {
            (true, _) => "learned from the plain logins of two people",
            (false, false) => "said by the target file",
            (false, true) => "said by the target file; what stands around it could not be learned",
        };
        format!("{} ({how})", self.shows.in_words())
    }

    /// Whether `text` is what stands around the facts, and nothing where they would stand.
    pub fn is_without_name(&self, text: &str) -> bool {
        let visible = |text: &str| text.split_whitespace().collect::<String>();
        let around = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => visible(text),
            Piece::Fact(_) => String::new(),
        });
        !self.pieces.is_empty() && visible(text) == around.collect::<String>()
    }

    /// What `text` says where the fact stands, byte for byte; none when what stands around it is another text.
    pub fn name_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (before, after) = self.around()?;
        text.strip_prefix(before)?.strip_suffix(after)
    }
}

//! What is wrong with a user's file, shown as rustc shows it: the message, the file with line and column, the line
//! itself with a caret under the fault, and the nearest name that would have been right.
//!
//! `File` holds a TOML file and collects all its faults; `Table` and `Value` read it.

mod file;
mod table;

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

pub use file::Source;
pub(crate) use file::{File, whole};
pub(crate) use table::{Table, Value};

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// In bytes of the file.
    pub span: Range<usize>,
    /// The whole line.
    pub text: String,
}

/// One fault of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub file: PathBuf,
    /// Where; absent when it is about the file as a whole.
    pub spot: Option<Spot>,
    /// What is wrong, as "unknown key `fil`".
    pub message: String,
    /// Beside the caret; may be empty.
    pub remark: String,
    /// What would be right.
    pub help: Option<String>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}", self.message)?;
        let margin = self.spot.as_ref().map_or(1, |spot| spot.line.to_string().len());
        match &self.spot {
            None => write!(formatter, "\n{:margin$}--> {}", "", self.file.display())?,
            Some(spot) => {
                write!(formatter, "\n{:margin$}--> {}:{}:{}", "", self.file.display(), spot.line, spot.column)?;
                write!(formatter, "\n{:margin$} |\n{} | {}", "", spot.line, spot.text)?;
                write!(formatter, "\n{:margin$} | {}", "", carets(spot))?;
                if !self.remark.is_empty() {
                    write!(formatter, " {}", self.remark)?;
                }
            }
        }
        match &self.help {
            Some(help) => write!(formatter, "\n{:margin$} = help: {help}", ""),
            None => Ok(()),
        }
    }
}

/// Carets below the part of the line that `spot` marks; tabs stay tabs, so that the caret stands where it should.
fn carets(spot: &Spot) -> String {
    let before = spot.text.chars().take(spot.column - 1);
    let mut line: String = before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    let rest = spot.text.chars().skip(spot.column - 1);
    let mut bytes = 0;
    let marked = rest
        .take_while(|c| {
            bytes += c.len_utf8();
            bytes <= spot.span.len()
        })
        .count();
    line.push_str(&"^".repeat(marked.max(1)));
    line
}

/// All faults that loading found, in the order of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            let gap = if index > 0 { "\n\n" } else { "" };
            write!(formatter, "{gap}{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// The one of `known` that `name` was probably meant to be: about a quarter of the letters may be wrong, or the end
/// missing. Beyond that a suggestion misleads.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let distances = known.into_iter().map(|k| (strsim::osa_distance(&lower, &k.to_lowercase()), k));
    let (distance, best) = distances.min_by_key(|(distance, _)| *distance)?;
    let length = name.chars().count();
    let begun = length >= 4 && best.starts_with(name);
    (begun || distance <= ((length + 2) / 4).max(1)).then_some(best)
}

/// Help for an unknown name: the nearest known one, else all of them.
pub(crate) fn help_for<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(best) = nearest(name, known.clone()) {
        return Some(format!("did you mean `{best}`?"));
    }
    let all: Vec<String> = known.into_iter().map(|k| format!("`{k}`")).collect();
    (!all.is_empty()).then(|| format!("known: {}", all.join(", ")))
}

/// Whether a name is of `a-z`, `0-9` and single `-` between them.
pub(crate) fn is_kebab_case(name: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.split('-').all(is_word)
}

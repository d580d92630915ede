//! Reports: one file a format over one [`Judgement`]. A format only formats; it reads nothing else, and opens no file. What
//! shows the cases is written case by case: nobody holds that of all cases at once.

pub mod cookies;
mod html;
mod json;
mod junit;
mod markdown;
mod reproducer;
mod sarif;
mod tap;
mod terminal;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;
use thiserror::Error;

pub(crate) use html::{STYLE, head, words};
pub(crate) use markdown::inline;
pub use reproducer::{FOLDER as REPRODUCERS, Reproducer, reproducer};
pub use terminal::Terminal;

use crate::judge::CaseResult;
use crate::judgement::Judgement;

/// A format that could not express a judgement.
#[derive(Debug, Error)]
#[error("`{file}` could not be made: {message}")]
pub struct FormatError {
    /// The format's file.
    file: &'static str,
    /// Why.
    message: String,
}

/// One format: the file it is written to, and the function that writes its text.
pub struct Format {
    /// Name of the file in the report's folder.
    pub file: &'static str,
    /// Writes the text.
    pub write: fn(&Judgement, &mut dyn Write) -> io::Result<()>,
}

/// All formats that are files, by name of the file; the terminal is another.
pub const FORMATS: &[Format] = &[
    Format { file: "index.html", write: html::write },
    Format { file: "junit.xml", write: |report, into| text(junit::render(report), into) },
    Format { file: "results.json", write: json::write },
    Format { file: "results.sarif", write: |report, into| text(sarif::render(report), into) },
    Format { file: "results.tap", write: |report, into| text(tap::render(report), into) },
    Format { file: "summary.md", write: |report, into| text(markdown::render(report), into) },
    Format { file: "symptoms.html", write: |report, into| text(html::symptoms::render(report), into) },
];

/// Writes a text that was made as one; a row a case is not much.
fn text(made: Result<String, String>, into: &mut dyn Write) -> io::Result<()> {
    into.write_all(made.map_err(io::Error::other)?.as_bytes())
}

/// The text of `summary.md`.
pub fn summary(judgement: &Judgement) -> Result<String, FormatError> {
    markdown::render(judgement).map_err(|message| FormatError { file: "summary.md", message })
}

/// One case as a page of its own; `receipt` says what was taken out of it.
pub fn case_page(judgement: &Judgement, index: usize, receipt: &[String]) -> String {
    html::one_case(judgement, index, receipt)
}

/// The row of `results.json` for a case.
pub fn row(result: &CaseResult) -> impl Serialize + '_ {
    json::case(result)
}

/// Name and text of every file.
pub fn files(judgement: &Judgement) -> Result<Vec<(&'static str, String)>, FormatError> {
    let texts = FORMATS.iter().map(|Format { file, write }| {
        let mut text = Vec::new();
        let made = write(judgement, &mut text).and_then(|()| String::from_utf8(text).map_err(io::Error::other));
        made.map(|text| (*file, text)).map_err(|error| FormatError { file, message: error.to_string() })
    });
    texts.collect()
}

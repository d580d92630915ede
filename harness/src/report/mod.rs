//! Reports: one file a format over one [`Judgement`]. A format only formats; it reads nothing else, and writes no file.

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

use serde::Serialize;
use thiserror::Error;

pub(crate) use html::head;
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

/// One format: the file it is written to, and the function that makes its text.
pub struct Format {
    /// Name of the file in the report's folder.
    pub file: &'static str,
    /// Makes the text; in words why it cannot.
    pub render: fn(&Judgement) -> Result<String, String>,
}

/// All formats that are files, by name of the file; the terminal is another.
pub const FORMATS: &[Format] = &[
    Format { file: "index.html", render: html::render },
    Format { file: "junit.xml", render: junit::render },
    Format { file: "results.json", render: json::render },
    Format { file: "results.sarif", render: sarif::render },
    Format { file: "results.tap", render: tap::render },
    Format { file: "summary.md", render: markdown::render },
    Format { file: "symptoms.html", render: html::symptoms::render },
];

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
    let texts = FORMATS.iter().map(|Format { file, render }| match render(judgement) {
        Ok(text) => Ok((*file, text)),
        Err(message) => Err(FormatError { file, message }),
    });
    texts.collect()
}

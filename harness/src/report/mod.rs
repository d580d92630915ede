//! Reports: one model, and one file a format. A format only formats; it reads nothing but the model.

mod html;
mod json;
mod junit;
mod markdown;
mod model;
#[cfg(test)]
pub(crate) mod sample;
mod terminal;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use model::{RunReport, assemble};
pub use terminal::Terminal;

use crate::evidence::store::{self, StoreError};

/// Why a report could not be written.
#[derive(Debug, Error)]
pub enum ReportError {
    /// Writing failed.
    #[error("report `{path}`: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A format could not express the report.
    #[error("`{file}` could not be made: {message}")]
    Format {
        /// The format's file.
        file: &'static str,
        /// Why.
        message: String,
    },
    /// Evidence could not be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One format: the file it is written to, and the function that makes its text.
pub struct Format {
    /// Name of the file in the report's folder.
    pub file: &'static str,
    /// Makes the text; in words why it cannot.
    pub render: fn(&RunReport) -> Result<String, String>,
}

/// All formats, by file name.
pub const FORMATS: &[Format] = &[
    Format { file: "index.html", render: html::render },
    Format { file: "junit.xml", render: junit::render },
    Format { file: "results.json", render: json::render },
    Format { file: "summary.md", render: markdown::render },
];

/// Writes every format and the evidence into `folder`, which is made when missing.
pub fn write(folder: &Path, report: &RunReport) -> Result<(), ReportError> {
    store::store(folder, &report.plan, &report.target, &report.evidence)?;
    for Format { file, render } in FORMATS {
        let text = render(report).map_err(|message| ReportError::Format { file, message })?;
        let path = folder.join(file);
        fs::write(&path, text).map_err(|source| ReportError::File { path, source })?;
    }
    Ok(())
}

//! One TOML file while it is read.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::{Diagnostic, Diagnostics, Spot, Table};

/// Where the text of a file is: on disk, or in this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    path: PathBuf,
    embedded: Option<Cow<'static, str>>,
}

impl Source {
    /// The file at `path`; it is read when it is used.
    pub fn on_disk(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), embedded: None }
    }

    /// A file whose text this program carries or makes; `path` is what faults and reports call it.
    pub fn embedded(path: impl Into<PathBuf>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.into(), embedded: Some(text.into()) }
    }

    /// Where it is, or what it is called.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this program carries it.
    pub fn is_embedded(&self) -> bool {
        self.embedded.is_some()
    }

    /// What it says.
    pub fn text(&self) -> std::io::Result<Cow<'static, str>> {
        match &self.embedded {
            Some(text) => Ok(text.clone()),
            None => std::fs::read_to_string(&self.path).map(Cow::Owned),
        }
    }
}

/// A file's text, and the faults found in it so far.
#[derive(Debug)]
pub(crate) struct File {
    path: PathBuf,
    text: String,
    found: RefCell<Vec<Diagnostic>>,
}

impl File {
    /// Reads a file.
    pub(crate) fn read(source: &Source) -> Result<Self, Diagnostics> {
        match source.text() {
            Ok(text) => Ok(Self::new(&source.path, text.into_owned())),
            Err(error) => Err(Diagnostics::from(whole(&source.path, format!("cannot read the file: {error}")))),
        }
    }

    /// A file whose text is known.
    pub(crate) fn new(path: &Path, text: String) -> Self {
        Self { path: path.to_owned(), text, found: RefCell::default() }
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Reads the whole file with `read`. Readers go on after a fault with a stand-in, so that all faults are reported
    /// at once; what they made is handed out only when there was none.
    pub(crate) fn load<T>(&self, read: impl for<'a> FnOnce(&mut Table<'a>) -> T) -> Result<T, Diagnostics> {
        let (root, errors) = DeTable::parse_recoverable(&self.text);
        if !errors.is_empty() {
            for error in errors {
                self.report(error.span().unwrap_or_default(), error.message().to_owned(), "", None);
            }
            return Err(self.faults());
        }
        let mut table = Table::new(self, root.get_ref(), 0..0);
        let made = read(&mut table);
        table.finish();
        if self.found.borrow().is_empty() { Ok(made) } else { Err(self.faults()) }
    }

    /// Notes a fault.
    pub(crate) fn report(&self, span: Range<usize>, message: String, remark: &str, help: Option<String>) {
        let fault = self.fault(span, message, remark, help);
        self.found.borrow_mut().push(fault);
    }

    /// A fault of this file, not noted.
    pub(crate) fn fault(&self, span: Range<usize>, message: String, remark: &str, help: Option<String>) -> Diagnostic {
        let spot = Some(self.spot(span));
        Diagnostic { file: self.path.clone(), spot, message, remark: remark.to_owned(), help }
    }

    /// Line and column of a span.
    pub(crate) fn spot(&self, span: Range<usize>) -> Spot {
        let start = (0..=span.start.min(self.text.len())).rfind(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let line_start = self.text[..start].rfind('\n').map_or(0, |index| index + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |index| start + index);
        Spot {
            line: self.text[..start].matches('\n').count() + 1,
            column: self.text[line_start..start].chars().count() + 1,
            span: start..span.end.clamp(start, line_end),
            text: self.text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }

    fn faults(&self) -> Diagnostics {
        let mut found = self.found.take();
        found.sort_by_key(|fault| fault.spot.as_ref().map(|spot| spot.span.start));
        Diagnostics(found)
    }
}

/// A fault of a file as a whole.
pub(crate) fn whole(path: &Path, message: String) -> Diagnostic {
    Diagnostic { file: path.to_owned(), spot: None, message, remark: String::new(), help: None }
}

//! What a person does at a page, as any engine takes it.

use std::path::Path;

use super::RunError;
use super::error::FileError;
use super::person::expand;
use crate::action::Action;
use crate::placeholder::Values;

/// One thing done to one element, all texts filled in. The engine waits until the element is there and a person could do
/// it: it is seen, enabled, still, and nothing covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesture {
    /// The element, as [`http_browser::Selector`] reads it.
    pub selector: String,
    /// What is done to it.
    pub deed: Deed,
    /// The frame that the element is in, where that must be said: another site's.
    pub frame: Option<String>,
    /// Left out where the element is not there once the page is at rest.
    pub optional: bool,
}

/// What is done to an element.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Deed {
    Fill { text: String },
    Select { option: String },
    Upload { name: String, content: Vec<u8> },
    WaitFor,
    Click { twice: bool },
}

impl Gesture {
    /// A deed at an element that must be there, in no frame of another site.
    pub fn new(selector: impl Into<String>, deed: Deed) -> Self {
        Self { selector: selector.into(), deed, frame: None, optional: false }
    }

    /// What `action` is at the page; none for what is not done to one element. Its files are relative to the folder
    /// `files`; a click is one, or with `twice` two in a row.
    pub fn of(action: &Action, values: &Values, files: &Path, twice: bool) -> Result<Option<Self>, RunError> {
        let (selector, deed) = match action {
            Action::Adapted { action, frame, optional } => {
                let Some(gesture) = Self::of(action, values, files, twice)? else { return Ok(None) };
                let frame = frame.as_ref().map(|frame| expand(values, frame)).transpose()?;
                return Ok(Some(Self { frame, optional: *optional, ..gesture }));
            }
            Action::Fill { selector, text } => (selector, Deed::Fill { text: expand(values, text)? }),
            Action::Select { selector, option } => (selector, Deed::Select { option: expand(values, option)? }),
            Action::Click { selector } => (selector, Deed::Click { twice }),
            Action::WaitFor { selector } => (selector, Deed::WaitFor),
            Action::Upload { selector, file } => {
                let path = files.join(expand(values, file)?);
                let content = std::fs::read(&path).map_err(FileError::at("the file to upload,", &path))?;
                let name = path.file_name().expect("a file that was read has a name").to_string_lossy().into_owned();
                (selector, Deed::Upload { name, content })
            }
            Action::Open { .. } | Action::Press { .. } | Action::Download { .. } | Action::Read { .. } => {
                return Ok(None);
            }
        };
        Ok(Some(Self::new(expand(values, selector)?, deed)))
    }

    /// One click.
    pub fn click(selector: impl Into<String>) -> Self {
        Self::new(selector, Deed::Click { twice: false })
    }

    /// Types `text` in place of what the field holds.
    pub fn fill(selector: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(selector, Deed::Fill { text: text.into() })
    }
}

/// How far an engine came with gestures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many were done.
    pub done: usize,
    /// The element to watch for, by its position, that was seen before the next one, or after the last.
    pub seen: Option<usize>,
}

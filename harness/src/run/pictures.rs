//! Screenshots on disk. Most pages of a run look like another's: a page whose likeness is known is not taken again, and each
//! picture is kept once, named by its digest.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::evidence::{CaseEvidence, Page};

const FOLDER: &str = "pictures";

/// Which pages are pictured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Pictured {
    /// The page at the end of each step
    #[default]
    All,
    /// The page that a login ended on, and the one that shows who is signed in
    Last,
    /// As `last`, but only of cases that are not as demanded
    Failures,
}

/// The pictures of a run, which all its lanes share.
#[derive(Debug)]
pub(super) struct Pictures {
    folder: PathBuf,
    pictured: Pictured,
    /// Where the picture of a page is, by the page's likeness.
    known: Mutex<HashMap<String, String>>,
    /// Pictures that nobody has asked for yet, by their path.
    held: Mutex<HashMap<String, Vec<u8>>>,
}

impl Pictures {
    /// No picture yet; those to come go below the folder `evidence`.
    pub(super) fn below(evidence: &Path, pictured: Pictured) -> Self {
        Self { folder: evidence.to_owned(), pictured, known: Mutex::default(), held: Mutex::default() }
    }

    /// Whether the page at the end of each step is pictured.
    pub(super) fn are_of_each_step(&self) -> bool {
        self.pictured == Pictured::All
    }

    /// Whether those of cases that are as demanded are let go of.
    pub(super) fn are_of_failures(&self) -> bool {
        self.pictured == Pictured::Failures
    }

    /// The folder that they are below.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The picture of a page that looks like `likeness`, as a path below the folder.
    pub(super) fn of(&self, likeness: &str) -> Option<String> {
        locked(&self.known).get(likeness).cloned()
    }

    /// Keeps `png`, which shows a page of that `likeness`, if it has one; tells its path below the folder.
    pub(super) fn keep(&self, png: &[u8], likeness: Option<String>) -> io::Result<String> {
        let path = if self.are_of_failures() {
            let path = name(png);
            locked(&self.held).entry(path.clone()).or_insert_with(|| png.to_owned());
            path
        } else {
            keep(&self.folder, png)?
        };
        if let Some(likeness) = likeness {
            locked(&self.known).insert(likeness, path.clone());
        }
        Ok(path)
    }

    /// Lets go of the pictures of a case that is as demanded, and keeps those of any other, where that is what was asked for.
    pub(super) fn settle(&self, evidence: &mut CaseEvidence, is_as_demanded: bool) -> io::Result<()> {
        if !self.are_of_failures() {
            return Ok(());
        }
        for page in evidence.pages_mut() {
            if is_as_demanded {
                page.screenshot = None;
            } else {
                self.write(page)?;
            }
        }
        Ok(())
    }

    /// Keeps the picture of `page`, if it has one that is only held so far.
    pub(super) fn write(&self, page: &Page) -> io::Result<()> {
        let held = page.screenshot.as_ref().and_then(|path| locked(&self.held).get(path).cloned());
        held.map_or(Ok(()), |png| keep(&self.folder, &png).map(|_| ()))
    }
}

fn locked<T>(map: &Mutex<T>) -> MutexGuard<'_, T> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the pictures of an earlier run from the folder `evidence`; nothing else there is touched.
pub(super) fn clear(evidence: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(evidence.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Keeps `png`, and tells its path below `evidence`.
fn keep(evidence: &Path, png: &[u8]) -> io::Result<String> {
    let relative = name(png);
    let path = evidence.join(&relative);
    if !path.exists() {
        fs::create_dir_all(evidence.join(FOLDER))?;
        fs::write(path, png)?;
    }
    Ok(relative)
}

/// Where the picture `png` belongs below the folder of evidence.
fn name(png: &[u8]) -> String {
    let mut name = String::new();
    for byte in openssl::sha::sha256(png).iter().take(8) {
        let _ = write!(name, "{byte:02x}");
    }
    format!("{FOLDER}/{name}.png")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Pictured, Pictures, clear, keep};
    use crate::evidence::{CaseEvidence, Step};

    #[test]
    fn equal_pictures_are_one_file_and_an_earlier_run_s_go() {
        let folder = tempfile::tempdir().unwrap();
        clear(folder.path()).unwrap();
        let first = keep(folder.path(), b"one").unwrap();
        assert_eq!(keep(folder.path(), b"one").unwrap(), first);
        assert_ne!(keep(folder.path(), b"two").unwrap(), first);
        let pictures = folder.path().join("pictures");
        assert_eq!(fs::read_dir(&pictures).unwrap().count(), 2);
        assert_eq!(fs::read(folder.path().join(first)).unwrap(), b"one");
        fs::write(pictures.join("notes.txt"), "mine").unwrap();
        clear(folder.path()).unwrap();
        assert_eq!(fs::read_dir(&pictures).unwrap().count(), 1, "only pictures go");
    }

    #[test]
    fn a_page_that_looks_like_another_has_its_picture() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::below(folder.path(), Pictured::All);
        assert_eq!(pictures.of("login page"), None);
        let kept = pictures.keep(b"one", Some("login page".to_owned())).unwrap();
        assert_eq!(pictures.of("login page"), Some(kept));
        pictures.keep(b"two", None).unwrap();
        assert_eq!(pictures.of("another page"), None);
    }

    #[test]
    fn only_failures_keep_their_pictures_where_that_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::below(folder.path(), Pictured::Failures);
        let path = pictures.keep(b"one", None).unwrap();
        let mut evidence = CaseEvidence { steps: vec![Step::default()], ..CaseEvidence::default() };
        evidence.steps[0].page.screenshot = Some(path.clone());
        let mut failed = evidence.clone();
        pictures.settle(&mut evidence, true).unwrap();
        assert_eq!(evidence.steps[0].page.screenshot, None);
        assert!(!folder.path().join(&path).exists());
        pictures.write(&failed.steps[0].page).unwrap();
        assert!(folder.path().join(&path).exists(), "a page of no case keeps its picture");
        fs::remove_file(folder.path().join(&path)).unwrap();
        pictures.settle(&mut failed, false).unwrap();
        assert_eq!(failed.steps[0].page.screenshot.as_ref(), Some(&path));
        assert_eq!(fs::read(folder.path().join(path)).unwrap(), b"one");
    }
}

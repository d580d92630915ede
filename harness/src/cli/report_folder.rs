//! Where a report stays that nobody named a folder for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::record;

/// The folder beside a target file that holds the last report of a run that did not end well.
pub(super) const NAME: &str = "saml-harness-report";

/// Keeps the report in `temporary`: beside the target file that is in `folder`, where it takes the place of the last one. Where
/// there is no target file, or nothing can be written beside it, it has a temporary folder of its own. Gives where it is.
pub(super) fn keep(temporary: TempDir, folder: Option<&Path>) -> PathBuf {
    match folder.map(|folder| put_beside(temporary.path(), folder)) {
        Some(Ok(kept)) => kept,
        // A folder that cannot be written to, or one of that name which is no report of ours: the evidence is worth more.
        Some(Err(_)) | None => kept(temporary),
    }
}

/// The report in a temporary folder of its own: the process's own one goes with the process.
fn kept(temporary: TempDir) -> PathBuf {
    let moved = TempDir::with_prefix("saml-harness-report-").and_then(|folder| {
        fs::rename(temporary.path(), folder.path())?;
        Ok(folder.keep())
    });
    moved.unwrap_or_else(|_| temporary.keep())
}

fn put_beside(report: &Path, folder: &Path) -> io::Result<PathBuf> {
    let kept = folder.join(NAME);
    // Whole under another name first: two runs at once may leave a report each.
    let whole = TempDir::with_prefix_in(".saml-harness-", folder)?;
    copy(report, whole.path())?;
    // Evidence is nobody's to commit by accident.
    fs::write(whole.path().join(".gitignore"), "*\n")?;
    if kept.exists() {
        if !record::path(&kept).is_file() {
            return Err(io::Error::other("it is no report"));
        }
        fs::remove_dir_all(&kept)?;
    }
    fs::rename(whole.path(), &kept)?;
    let _ = whole.keep();
    Ok(kept)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// A report that names `name` in its page.
    fn report(name: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        sample::record().store(folder.path()).unwrap();
        fs::write(folder.path().join("index.html"), name).unwrap();
        folder
    }

    fn page(folder: &Path) -> String {
        fs::read_to_string(folder.join("index.html")).unwrap()
    }

    #[test]
    fn it_is_beside_the_target_file_and_takes_the_place_of_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["first", "second"] {
            let temporary = report(name);
            let was = temporary.path().to_owned();
            let kept = keep(temporary, Some(folder.path()));
            assert_eq!((kept.clone(), page(&kept).as_str()), (folder.path().join(NAME), name));
            assert!(record::Record::load(&kept).is_ok() && !was.exists());
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn what_is_no_report_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(NAME)).unwrap();
        fs::write(folder.path().join(NAME).join("index.html"), "mine").unwrap();
        let kept = keep(report("a run"), Some(folder.path()));
        assert_eq!((page(&kept).as_str(), page(&folder.path().join(NAME)).as_str()), ("a run", "mine"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        fs::remove_dir_all(kept).unwrap();
    }

    #[test]
    fn without_a_place_beside_it_has_a_temporary_folder_of_its_own() {
        let gone = tempfile::tempdir().unwrap().path().join("not-there");
        for folder in [None, Some(gone.as_path())] {
            let temporary = report("a run");
            let was = temporary.path().to_owned();
            let kept = keep(temporary, folder);
            assert!(kept != was && !was.exists(), "the process's own folder goes with the process");
            assert_eq!(page(&kept), "a run");
            fs::remove_dir_all(kept).unwrap();
        }
    }
}

//! Whether there is room for what a run writes, found out before anything is started.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::Failure;

/// How much is written to find out. The report of a single case is smaller, and a whole one some 100 MB: a disk that is nearly
/// full shows in the middle of the run.
const PROBE: usize = 1024 * 1024;

/// An error when `folder`, which is made when missing, cannot be written to. `what` it is begins the sentence, and `instead` says
/// what to do about it.
pub(super) fn check(folder: &Path, what: &str, instead: &str) -> Result<(), Failure> {
    probe(folder).map_err(|error| {
        Failure::Usage(format!(
            "{what} `{}` cannot be written to: {error}; nothing was run. {instead}",
            folder.display()
        ))
    })
}

fn probe(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!(".saml-harness-{}", std::process::id()));
    let written = File::create_new(&path).and_then(|mut file| file.write_all(&vec![0; PROBE]));
    let removed = fs::remove_file(&path);
    written.and(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_can_be_written_to_is_made_and_left_empty() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("a/b");
        assert!(check(&report, "the report folder", "").is_ok());
        assert_eq!(fs::read_dir(&report).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for path in [file.clone(), file.join("below")] {
            let Err(Failure::Usage(said)) = check(&path, "the report folder", "Name another.") else { panic!() };
            assert!(
                said.starts_with(&format!("the report folder `{}` cannot be written to: ", path.display())),
                "{said}"
            );
            assert!(said.ends_with("nothing was run. Name another."), "{said}");
        }
    }
}

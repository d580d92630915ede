//! Screenshots on disk. Most pages of a run look like another's, so each picture is kept once, named by its digest.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const FOLDER: &str = "pictures";

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
pub(super) fn keep(evidence: &Path, png: &[u8]) -> io::Result<String> {
    let mut name = String::new();
    for byte in openssl::sha::sha256(png).iter().take(8) {
        let _ = write!(name, "{byte:02x}");
    }
    let relative = format!("{FOLDER}/{name}.png");
    let path = evidence.join(&relative);
    if !path.exists() {
        fs::create_dir_all(evidence.join(FOLDER))?;
        fs::write(path, png)?;
    }
    Ok(relative)
}

#[cfg(test)]
mod tests {
    use super::{clear, keep};

    #[test]
    fn equal_pictures_are_one_file_and_an_earlier_run_s_go() {
        let folder = tempfile::tempdir().unwrap();
        clear(folder.path()).unwrap();
        let first = keep(folder.path(), b"one").unwrap();
        assert_eq!(keep(folder.path(), b"one").unwrap(), first);
        assert_ne!(keep(folder.path(), b"two").unwrap(), first);
        let pictures = folder.path().join("pictures");
        assert_eq!(std::fs::read_dir(&pictures).unwrap().count(), 2);
        assert_eq!(std::fs::read(folder.path().join(first)).unwrap(), b"one");
        std::fs::write(pictures.join("notes.txt"), "mine").unwrap();
        clear(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(&pictures).unwrap().count(), 1, "only pictures go");
    }
}

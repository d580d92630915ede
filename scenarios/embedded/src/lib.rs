//! What `saml-harness` carries with it, so that it works where there is no repository: the catalogue, the guides, the
//! requirements, and the target files of the reference SP. The texts are those of the repository, byte for byte; `build.rs`
//! lists them. There is no code but the look-up.
//!
//! ```
//! let guide = saml_harness_scenarios::file("scenarios/guides/jumpcloud.toml").expect("it is shipped");
//! assert!(guide.text.contains("[[step]]"));
//! ```

/// A file of the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the repository, as `scenarios/catalogue/login/sp-initiated.toml`.
    pub path: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// They are not compressed: all of them together are half a megabyte, and a crate that packs and unpacks them would have to
/// be built twice, for the build script and for the program.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// All files, sorted by path.
pub fn files() -> &'static [File] {
    FILES
}

/// The files below `folder` (a path in the repository), each with its path below that folder.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static File)> {
    let folder = format!("{}/", folder.trim_end_matches('/'));
    FILES.iter().filter_map(move |file| Some((file.path.strip_prefix(folder.as_str())?, file)))
}

/// The file at `path` in the repository, if it is shipped.
pub fn file(path: &str) -> Option<&'static File> {
    FILES.binary_search_by_key(&path, |file| file.path).ok().map(|index| &FILES[index])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    /// The files of `folder` of the repository, as they are on disk.
    fn on_disk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                on_disk(&path, found);
            } else {
                found.insert(path);
            }
        }
    }

    /// A test that lists the folders itself: a link that leads nowhere, or to too little, is no file that is missed.
    #[test]
    fn what_is_embedded_is_what_is_on_disk() {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut expected = BTreeSet::new();
        for folder in ["scenarios/catalogue", "scenarios/guides", "scenarios/symptoms", "scenarios/targets/manners"] {
            on_disk(&repository.join(folder), &mut expected);
        }
        for file in
            ["requirements.toml", "coverage.txt", "targets/reference/target.toml", "targets/reference/keys/sp.pem"]
        {
            expected.insert(repository.join("scenarios").join(file));
        }
        let embedded: BTreeSet<PathBuf> = files().iter().map(|file| repository.join(file.path)).collect();
        assert_eq!(embedded, expected);
        for file in files() {
            assert_eq!(std::fs::read_to_string(repository.join(file.path)).unwrap(), file.text, "{}", file.path);
        }
    }

    #[test]
    fn they_are_sorted_and_each_is_found_by_its_path() {
        assert!(files().is_sorted_by(|a, b| a.path < b.path));
        assert!(files().iter().all(|it| file(it.path) == Some(it)));
        assert_eq!(file("scenarios/catalogue"), None);
    }

    #[test]
    fn a_folder_is_not_what_only_begins_like_it() {
        assert!(below("scenarios/guides").any(|(name, file)| name == "jumpcloud.toml" && file.text.contains("title")));
        assert_eq!(below("scenarios/guide").count(), 0);
        assert_eq!(below("scenarios/guides/").count(), below("scenarios/guides").count());
    }
}

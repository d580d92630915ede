//! What a run left for review: texts that were not accepted yet, beside the accepted ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::compare::{SnapshotError, diff, read, remove};
use super::file;

/// A text that was seen and is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Whose: the folder's name.
    pub target: String,
    /// Case id.
    pub id: String,
    /// Where the accepted text is, or will be.
    accepted: PathBuf,
    /// Where the text that was seen is.
    seen: PathBuf,
}

/// All of them below `folder`, by target and id.
pub fn pending(folder: &Path) -> Result<Vec<Pending>, SnapshotError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        let error = |source| SnapshotError::new(&inner, source);
        for entry in fs::read_dir(&inner).map_err(error)? {
            let path = entry.map_err(error)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.extend(named(folder, &path));
            }
        }
    }
    found.sort_by(|one: &Pending, other| (&one.target, &one.id).cmp(&(&other.target, &other.id)));
    Ok(found)
}

/// What `seen` is a text of, by its name: `<folder>/<target>/<id>.snap.new`.
fn named(folder: &Path, seen: &Path) -> Option<Pending> {
    let accepted = seen.to_str()?.strip_suffix(file::PENDING)?;
    let place = seen.strip_prefix(folder).ok()?;
    let mut names = place.iter().map(|name| name.to_str());
    let target = names.next()??.to_owned();
    let id = names.collect::<Option<Vec<_>>>()?.join("/");
    let id = id.strip_suffix(file::PENDING)?.strip_suffix(file::ACCEPTED)?.to_owned();
    Some(Pending { target, id, accepted: PathBuf::from(accepted), seen: seen.to_owned() })
}

impl Pending {
    /// Whether `filter` names it: a case id or its beginning up to a `/` or `@`, or the same after a target's name and a `/`,
    /// or that name alone.
    pub fn matches(&self, filter: &str) -> bool {
        let filter = filter.trim_end_matches('/');
        let begins =
            |text: &str| text.strip_prefix(filter).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@']));
        !filter.is_empty() && (begins(&self.id) || begins(&format!("{}/{}", self.target, self.id)))
    }

    /// How the text that was seen differs from the accepted one; the whole text where none was accepted.
    pub fn diff(&self) -> Result<String, SnapshotError> {
        let accepted = read(&self.accepted)?.unwrap_or_default();
        let seen = self.seen()?;
        Ok(diff(file::read(&accepted), file::read(&seen)))
    }

    /// Whether nothing was accepted yet.
    pub fn is_new(&self) -> bool {
        !self.accepted.exists()
    }

    /// Makes the text that was seen the accepted one.
    pub fn accept(&self) -> Result<(), SnapshotError> {
        // Written anew, so that what an older version left has the form of this one.
        let seen = self.seen()?;
        super::compare::write(&self.accepted, &file::write(&self.target, &self.id, file::read(&seen)))?;
        remove(&self.seen)
    }

    /// Takes the text that was seen away.
    pub fn reject(&self) -> Result<(), SnapshotError> {
        remove(&self.seen)
    }

    fn seen(&self) -> Result<String, SnapshotError> {
        let gone = || SnapshotError::new(&self.seen, std::io::ErrorKind::NotFound.into());
        read(&self.seen)?.ok_or_else(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Mode, compare};

    const IDS: [&str; 3] = ["attack/a", "attack/ab@c.d", "login/a"];

    /// Three texts that wait, the last with an accepted one, and what is no snapshot.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        compare(folder.path(), "acme", "login/a", "one\n", Mode::Update).unwrap();
        for id in IDS {
            compare(folder.path(), "acme", id, "two\n", Mode::Compare).unwrap();
        }
        fs::write(folder.path().join("acme/notes.txt"), "x").unwrap();
        fs::write(folder.path().join("y.snap.new"), "x").unwrap();
        folder
    }

    fn ids(pending: &[Pending]) -> Vec<&str> {
        pending.iter().map(|pending| pending.id.as_str()).collect()
    }

    #[test]
    fn what_waits_is_found_with_its_diff() {
        let folder = folder();
        let pending = pending(folder.path()).unwrap();
        assert_eq!(ids(&pending), IDS);
        assert_eq!(pending.iter().map(Pending::is_new).collect::<Vec<_>>(), [true, true, false]);
        assert!(pending[0].diff().unwrap().ends_with("@@ -0,0 +1 @@\n+two\n"), "{}", pending[0].diff().unwrap());
        assert!(pending[2].diff().unwrap().ends_with("-one\n+two\n"));
    }

    #[test]
    fn filters_end_at_boundaries() {
        let folder = folder();
        let pending = pending(folder.path()).unwrap();
        let matching =
            |filter: &str| pending.iter().filter(|p| p.matches(filter)).map(|p| p.id.as_str()).collect::<Vec<_>>();
        assert_eq!(matching("attack/a"), ["attack/a"]);
        assert_eq!(matching("attack/"), ["attack/a", "attack/ab@c.d"]);
        assert_eq!(matching("attack/ab"), ["attack/ab@c.d"]);
        assert_eq!(matching("acme"), IDS);
        assert_eq!(matching("acme/login"), ["login/a"]);
        assert!(matching("").is_empty() && matching("acm").is_empty());
    }

    #[test]
    fn what_is_accepted_is_the_same_from_then_on_and_what_is_rejected_is_gone() {
        let folder = folder();
        let before = pending(folder.path()).unwrap();
        before[2].accept().unwrap();
        before[0].reject().unwrap();
        assert_eq!(ids(&pending(folder.path()).unwrap()), ["attack/ab@c.d"]);
        let same = compare(folder.path(), "acme", "login/a", "two\n", Mode::Compare).unwrap();
        assert_eq!(same, (crate::outcome::SnapshotState::Same, None));
        assert!(!folder.path().join("acme/attack/a.snap").exists());
        assert!(before[0].accept().unwrap_err().to_string().contains("attack/a.snap.new"), "it is gone");
    }
}

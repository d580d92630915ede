//! Where the snapshots of a target are kept, unless `--snapshots DIR` says so.

use std::path::{Path, PathBuf};

use super::Failure;
use super::catalogue::CATALOGUE;
use crate::record::{Call, Snapshots};
use crate::target::Target;

/// The folder for the snapshots of a run against `target`; none when there are none to compare with.
pub(super) fn of_run(call: &Call, target: &Target) -> Option<PathBuf> {
    match &call.snapshots {
        Snapshots::Off => None,
        Snapshots::Folder(folder) => Some(folder.clone()),
        // The reference SP changes with this program alone, and who changes that has the clone.
        Snapshots::OfTarget if call.target_file.is_none() => of_clone(),
        // What is judged may come from another machine: what is not here has no snapshots here.
        Snapshots::OfTarget => target.folder.is_dir().then(|| beside(&target.folder)),
    }
}

/// Refuses to accept snapshots where none are kept.
pub(super) fn to_update(call: &Call, target: &Target) -> Result<PathBuf, Failure> {
    of_run(call, target).ok_or_else(|| {
        let message = match call.snapshots {
            Snapshots::OfTarget => "there are no snapshots of this target here",
            _ => "this run compared no snapshots, so there are none to update",
        };
        Failure::Usage(format!("{message}; name their folder with `--snapshots DIR`"))
    })
}

/// Those of the clone, when the current folder is in it.
pub(super) fn of_clone() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().find(|folder| folder.join(CATALOGUE).is_dir()).map(|clone| clone.join("snapshots"))
}

/// `snapshots` beside a target file that is in `folder`; those of the target files that are shipped are all in that of the
/// clone.
pub(super) fn beside(folder: &Path) -> PathBuf {
    let targets = folder.ancestors().find(|above| above.ends_with("scenarios/targets"));
    let clone = targets.and_then(|targets| targets.ancestors().nth(2)).filter(|clone| clone.join(CATALOGUE).is_dir());
    clone.unwrap_or(folder).join("snapshots")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::sample;

    #[test]
    fn they_are_beside_the_target_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut target = sample::target();
        target.folder = folder.path().to_owned();
        let mut call = sample::record().call;
        call.snapshots = Snapshots::OfTarget;
        assert_eq!(of_run(&call, &target), Some(folder.path().join("snapshots")));
        target.folder = folder.path().join("another-machine");
        assert_eq!(of_run(&call, &target), None);
        let Err(Failure::Usage(refused)) = to_update(&call, &target) else { panic!("there is no such folder") };
        assert!(refused.contains("no snapshots of this target here; name their folder"), "{refused}");
        call.snapshots = Snapshots::Folder("kept".into());
        assert_eq!(of_run(&call, &target), Some("kept".into()));
    }

    #[test]
    fn those_of_shipped_targets_are_in_the_clone() {
        let clone = tempfile::tempdir().unwrap();
        let target = clone.path().join("scenarios/targets/acme");
        fs::create_dir_all(&target).unwrap();
        assert_eq!(beside(&target), target.join("snapshots"), "somebody else's folder of that name");
        fs::create_dir_all(clone.path().join(CATALOGUE)).unwrap();
        assert_eq!(beside(&target), clone.path().join("snapshots"));
    }
}

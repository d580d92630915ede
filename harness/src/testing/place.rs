//! Which test runs, and where its reports go.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The command that repeats the test that runs.
pub(super) fn repeat() -> String {
    test_name().map_or_else(|| "cargo test".to_owned(), |name| format!("cargo test {name}"))
}

/// The folder for the report of all cases of the test target that runs.
pub(super) fn of_all() -> PathBuf {
    let file = std::env::current_exe().ok().and_then(|exe| Some(exe.file_stem()?.to_str()?.to_owned()));
    let target = file.as_deref().map_or("tests", |stem| stem.rsplit_once('-').map_or(stem, |(name, _)| name));
    reports().join(target)
}

/// A folder of its own for the report of `what`, in the test that runs.
pub(super) fn of_one(what: &str) -> PathBuf {
    static TAKEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let folder = test_name().map_or_else(reports, |test| reports().join(plain(&test))).join(plain(what));
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let numbered = (2..).map(|number| folder.with_file_name(format!("{}-{number}", plain(what))));
    let free = std::iter::once(folder.clone()).chain(numbered).find(|folder| !taken.contains(folder));
    let free = free.expect("there is no end of numbers");
    taken.insert(free.clone());
    free
}

/// `folder`, or one in it for the test `alone` that this process is for: nextest runs several such processes at once, and
/// they would write to the same report.
pub(super) fn of_process(folder: &Path, alone: Option<&str>) -> PathBuf {
    alone.map_or_else(|| folder.to_owned(), |test| folder.join(plain(test)))
}

/// The test that this process is for, where nextest runs each in a process of its own.
pub(super) fn alone() -> Option<String> {
    std::env::var("NEXTEST_TEST_NAME").ok()
}

fn plain(text: &str) -> String {
    text.replace("::", "-").replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_', "-")
}

/// The name of the test that runs; none where that cannot be told.
fn test_name() -> Option<String> {
    let of_thread = std::thread::current().name().filter(|name| *name != "main").map(str::to_owned);
    of_thread.or_else(alone)
}

/// `saml-harness` in the folder in which Cargo builds, which in a workspace is not that of the package.
fn reports() -> PathBuf {
    let exe = std::env::current_exe().unwrap_or_default();
    target_folder(&exe).unwrap_or(Path::new("target")).join("saml-harness")
}

/// Cargo's tests are `<target>/<profile>/deps/<name>-<hash>`.
fn target_folder(exe: &Path) -> Option<&Path> {
    let deps = exe.parent().filter(|folder| folder.ends_with("deps"))?;
    deps.parent()?.parent()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_where_cargo_builds() {
        let exe = Path::new("/build/debug/deps/orders-724437d053487ff2");
        assert_eq!(target_folder(exe), Some(Path::new("/build")));
        assert_eq!(target_folder(Path::new("/usr/bin/orders")), None);
    }

    #[test]
    fn tests_in_processes_of_their_own_have_folders_of_their_own() {
        let of = |alone| of_process(Path::new("r"), alone);
        assert_eq!(of(None), Path::new("r"));
        assert_eq!(of(Some("attack/unsigned@sp")), Path::new("r/attack-unsigned-sp"));
        assert_ne!(of(Some("attack/unsigned@sp")), of(Some("attack/unsigned@idp")));
    }

    #[test]
    fn each_report_of_a_test_has_a_folder_of_its_own() {
        let (first, second) = (of_one("attack/unsigned"), of_one("attack/unsigned"));
        let test = "testing-place-tests-each_report_of_a_test_has_a_folder_of_its_own";
        assert!(first.ends_with(format!("saml-harness/{test}/attack-unsigned")), "{}", first.display());
        assert!(second.ends_with(format!("{test}/attack-unsigned-2")), "{}", second.display());
    }
}

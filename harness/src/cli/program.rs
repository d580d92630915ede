//! How this program is called, for commands that people paste.

use std::path::Path;

use super::catalogue::CATALOGUE;

/// What a command begins with: `cargo run --` in the clone that it was built from, `saml-harness` where it is installed.
/// The clone is known by its files: the path of the sources would lead nowhere on another machine.
pub(super) fn program() -> &'static str {
    // cargo tells what it runs which package it belongs to.
    let by_cargo = std::env::var_os("CARGO_PKG_NAME").is_some_and(|package| package == env!("CARGO_PKG_NAME"));
    // Where a program lies is not known on every system; then it counts as installed.
    match std::env::current_exe() {
        Ok(executable) => begins_with(by_cargo, &executable),
        Err(_) => {
            if by_cargo {
                DEBUG
            } else {
                INSTALLED
            }
        }
    }
}

const DEBUG: &str = "cargo run --";
const RELEASE: &str = "cargo run --release --";
const INSTALLED: &str = "saml-harness";

fn begins_with(by_cargo: bool, executable: &Path) -> &'static str {
    let built_by_cargo = executable.ancestors().filter(|folder| folder.ends_with("target"));
    let in_clone = built_by_cargo.filter_map(Path::parent).any(|clone| clone.join(CATALOGUE).is_dir());
    if !by_cargo && !in_clone {
        return INSTALLED;
    }
    let optimised = executable.parent().is_some_and(|folder| folder.ends_with("release"));
    if optimised { RELEASE } else { DEBUG }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_begins_as_this_program_was_called() {
        let clone = tempfile::tempdir().unwrap();
        let begins = |by_cargo, executable: &str| begins_with(by_cargo, &clone.path().join(executable));
        assert_eq!(begins(true, "elsewhere/debug/saml-harness"), "cargo run --");
        assert_eq!(begins(false, "target/debug/saml-harness"), "saml-harness", "it is built in somebody else's clone");
        std::fs::create_dir_all(clone.path().join(CATALOGUE)).unwrap();
        assert_eq!(begins(false, "target/debug/saml-harness"), "cargo run --");
        assert_eq!(begins(false, "target/release/saml-harness"), "cargo run --release --");
        assert_eq!(begins(false, ".cargo/bin/saml-harness"), "saml-harness");
    }
}

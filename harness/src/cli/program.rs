//! How this program is called, for commands that people paste.

use std::path::Path;

/// What a command begins with: `cargo run --` in the clone that it was built from, `saml-harness` where it is installed.
pub(super) fn program() -> &'static str {
    let built_from = Path::new(env!("CARGO_MANIFEST_DIR"));
    // cargo tells what it runs which package it belongs to.
    let by_cargo = std::env::var_os("CARGO_MANIFEST_DIR").is_some_and(|package| Path::new(&package) == built_from);
    // Where a program lies is not known on every system; then it counts as installed.
    match std::env::current_exe() {
        Ok(executable) => begins_with(by_cargo, built_from, &executable),
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

fn begins_with(by_cargo: bool, built_from: &Path, executable: &Path) -> &'static str {
    let clone = built_from.parent().unwrap_or(built_from);
    if !by_cargo && !executable.starts_with(clone.join("target")) {
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
        let begins =
            |by_cargo, executable: &str| begins_with(by_cargo, Path::new("/clone/harness"), Path::new(executable));
        assert_eq!(begins(true, "/elsewhere/debug/saml-harness"), "cargo run --");
        assert_eq!(begins(false, "/clone/target/debug/saml-harness"), "cargo run --");
        assert_eq!(begins(false, "/clone/target/release/saml-harness"), "cargo run --release --");
        assert_eq!(begins(false, "/home/me/.cargo/bin/saml-harness"), "saml-harness");
    }
}

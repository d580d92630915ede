//! A snapshot file in insta's form: a head between `---` lines, then the contents.

use std::path::{Path, PathBuf};

/// How the name of an accepted snapshot ends.
pub(super) const ACCEPTED: &str = ".snap";

/// What is added to it for a text that was not accepted yet, by insta's custom.
pub(super) const PENDING: &str = ".new";

/// Where the snapshot of a case is kept: `<folder>/<target>/<category>/<name>[@variant].snap`.
pub(super) fn path(folder: &Path, target: &str, id: &str) -> PathBuf {
    // Appended, since a dot in a case's name is no extension.
    folder.join(target).join(format!("{id}{ACCEPTED}"))
}

/// Where a text that was not accepted yet is left.
pub(super) fn pending(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PENDING);
    PathBuf::from(name)
}

/// The file's text for `contents`, seen in case `id` of `target`.
pub(super) fn write(target: &str, id: &str, contents: &str) -> String {
    format!("---\nsource: {}\nexpression: {}\n---\n{}\n", quoted(target), quoted(id), contents.trim_end())
}

/// The contents of a file's text: what follows the head.
pub(super) fn read(text: &str) -> &str {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    body.trim_end()
}

/// A YAML string: plain where insta would write it so, or else an accepted file would differ; otherwise in JSON's form,
/// which is one of YAML's.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./@".contains(c);
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(plain) && !word {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

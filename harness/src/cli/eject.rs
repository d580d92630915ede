//! `saml-harness eject [FILTER] DIR`: writes shipped scenario files and guides out, to change and hand in by `--catalogue`.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::catalogue::{CATALOGUE, GUIDES};
use super::program::program;
use super::{Failure, out};
use crate::plan::Case;

#[derive(Debug, Args)]
#[command(override_usage = "saml-harness eject [FILTER]... <DIR>")]
pub(super) struct EjectArguments {
    /// Which files, as for `run` (all when absent); last the folder to write them to
    #[arg(required = true, value_name = "FILTER]... [DIR")]
    words: Vec<String>,
}

/// Writes the files of what matches. A file that is there already stays as it is, and when it says something else nothing is
/// written at all.
pub(super) fn eject(arguments: &EjectArguments) -> Result<u8, Failure> {
    let Some((folder, filters)) = arguments.words.split_last() else { return Ok(0) };
    let cases = super::list::cases(&[], filters)?;
    let written = write_to(Path::new(folder), &files(&cases))?;
    let word = shlex::try_quote(folder).map_err(Failure::trouble)?;
    let filters: String =
        filters.iter().filter_map(|it| shlex::try_quote(it).ok()).map(|it| format!(" {it}")).collect();
    out(&format!(
        "\n{written} files; what is changed there counts with `{} run{filters} --catalogue {word}`",
        program()
    ));
    Ok(0)
}

/// The files that `cases` come from: their texts by the paths that they have in a catalogue.
fn files(cases: &[Case]) -> BTreeMap<PathBuf, &'static str> {
    let below = |case: &Case| match case.id.scenario().strip_prefix("guide/") {
        Some(guide) => (GUIDES, format!("{guide}.toml"), "guides"),
        None => (CATALOGUE, format!("{}.toml", case.id.scenario()), ""),
    };
    let each = cases.iter().map(below).map(|(folder, name, beneath)| {
        let shipped = saml_harness_scenarios::file(&format!("{folder}/{name}"));
        (Path::new(beneath).join(name), shipped.expect("a shipped case comes from a shipped file").text)
    });
    each.collect()
}

/// Writes what is not there yet, and tells how many files that were.
fn write_to(folder: &Path, files: &BTreeMap<PathBuf, &str>) -> Result<usize, Failure> {
    let trouble = |path: &Path, error| Failure::Trouble(format!("`{}` cannot be written: {error}", path.display()));
    let mut missing = Vec::new();
    let mut differ = Vec::new();
    for (below, text) in files {
        let path = folder.join(below);
        match std::fs::read(&path) {
            Ok(there) if there == text.as_bytes() => {}
            Err(error) if error.kind() == ErrorKind::NotFound => missing.push((path, text)),
            _ => differ.push(format!("  {}", path.display())),
        }
    }
    if !differ.is_empty() {
        return Err(Failure::Usage(format!(
            "nothing was written, for these are there already and say something else:\n{}\nmove them away, or name another \
             folder",
            differ.join("\n")
        )));
    }
    for (path, text) in &missing {
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let file = made.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| trouble(path, error))?;
        out(&path.display().to_string());
    }
    Ok(missing.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(filter: &str) -> BTreeMap<PathBuf, &'static str> {
        files(&super::super::list::cases(&[], &[filter.to_owned()]).unwrap())
    }

    #[test]
    fn a_scenario_is_where_a_catalogue_has_it_and_a_guide_in_the_folder_of_guides() {
        assert_eq!(of("login/sp-initiated").into_keys().collect::<Vec<_>>(), [Path::new("login/sp-initiated.toml")]);
        assert_eq!(of("guide/jumpcloud").into_keys().collect::<Vec<_>>(), [Path::new("guides/jumpcloud.toml")]);
        assert!(of("guide").len() >= 3);
    }

    #[test]
    fn what_is_there_and_says_something_else_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let files = of("login");
        let count = write_to(folder.path(), &files).unwrap();
        assert_eq!(count, files.len());
        assert_eq!(write_to(folder.path(), &files).unwrap(), 0, "they are there");
        let changed = folder.path().join("login/sp-initiated.toml");
        let removed = folder.path().join("login/two-tabs.toml");
        std::fs::write(&changed, "mine").unwrap();
        std::fs::remove_file(&removed).unwrap();
        let Err(Failure::Usage(refused)) = write_to(folder.path(), &files) else { panic!("it is written over") };
        assert!(refused.contains("login/sp-initiated.toml\n") && refused.contains("another folder"), "{refused}");
        assert_eq!(std::fs::read_to_string(&changed).unwrap(), "mine");
        assert!(!removed.exists(), "nothing is written when something is refused");
    }
}

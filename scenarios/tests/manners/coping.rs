//! The target file that copes with a manner, and what its head says of it.

use std::path::PathBuf;

use libtest_mimic::Failed;
use toml::{Table, Value};

use crate::common::repository;

/// Line of the head before the key.
const KEY: &str = "# The key that copes: ";
/// Line of the head where there is none.
const NO_KEY: &str = "# No key is needed.";
/// Line of the head where pages are drawn by scripts.
const BROWSER: &str = "# Needs a browser.";

/// A target file of `scenarios/targets/manners/`.
pub struct Coping {
    name: String,
    text: String,
    /// The key without which the manner is not coped with, as `signed_in.json`.
    pub key: Option<String>,
    /// Its pages are drawn by scripts.
    pub needs_browser: bool,
}

impl Coping {
    /// Names of all files, in order.
    pub fn names() -> Vec<String> {
        let files = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
        let mut names: Vec<_> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// The file of a manner.
    pub fn read(name: &str) -> Result<Self, Failed> {
        let file = folder().join(format!("{name}.toml"));
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
        let key = head.iter().find_map(|line| line.strip_prefix(KEY));
        let key = key.map(|key| key.trim_end_matches('.').trim_matches('`').to_owned());
        if key.is_some() == head.contains(&NO_KEY) {
            return Err(format!("{}: the head has neither or both of `{KEY}` and `{NO_KEY}`", file.display()).into());
        }
        let needs_browser = head.contains(&BROWSER);
        Ok(Coping { name: name.to_owned(), text, key, needs_browser })
    }

    /// Writes the file as it is without its key, where the reference SP's own file has the word.
    pub fn without_key(&self, key: &str) -> PathBuf {
        let reference = repository().join("scenarios/targets/reference/target.toml");
        let reference: Table = std::fs::read_to_string(reference).unwrap().parse().unwrap();
        let mut target: Table = self.text.parse().unwrap();
        match key.split_once('.') {
            None => drop(target.remove(key).unwrap_or_else(|| panic!("{}: there is no `{key}`", self.name))),
            Some((table, word)) => {
                let own = target.get_mut(table).and_then(Value::as_table_mut);
                let own = own.unwrap_or_else(|| panic!("{}: there is no `[{table}]`", self.name));
                own.remove(word).unwrap_or_else(|| panic!("{}: there is no `{key}`", self.name));
                let words = reference.get(table).and_then(Value::as_table).into_iter().flatten();
                // A path is relative to the file that it stands in.
                for (word, value) in words.filter(|(word, _)| *word != "certificate") {
                    own.entry(word).or_insert_with(|| value.clone());
                }
            }
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("manners");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}-without.toml", self.name));
        std::fs::write(&file, target.to_string()).unwrap();
        file
    }
}

fn folder() -> PathBuf {
    repository().join("scenarios/targets/manners")
}

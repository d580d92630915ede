//! Lists the weaknesses and the manners: the name of a file in a group of `src/weakness/` is the weakness's name, that of
//! a file in `src/manner/` the manner's, and the first line of its documentation is the sentence. Beside the file there
//! is one line, the `pub mod`; a file without that line does not compile.

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders beside the groups of weaknesses.
const NO_GROUPS: [&str; 2] = ["lenient", "tests"];
/// Files that are no entry of a catalogue.
const NO_ENTRIES: [&str; 2] = ["mod", "tests"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut weaknesses = Vec::new();
    let folder = Path::new("src/weakness");
    println!("cargo:rerun-if-changed={}", folder.display());
    for group in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let name = stem(&group)?;
        if NO_GROUPS.contains(&name) {
            continue;
        }
        for (module, sentence) in catalogue(&group)? {
            weaknesses.push((module.clone(), sentence, format!("hooks: &{name}::{module}::HOOKS")));
        }
    }
    list("Weakness", "weaknesses", weaknesses)?;
    let folder = Path::new("src/manner");
    println!("cargo:rerun-if-changed={}", folder.display());
    let manners = catalogue(folder)?.into_iter();
    let manners = manners.map(|(module, sentence)| (module.clone(), sentence, format!("traits: &{module}::TRAITS")));
    list("Manner", "manners", manners.collect())
}

/// The entries of a folder: module and sentence of each file.
fn catalogue(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for file in entries(folder)? {
        let module = stem(&file)?;
        if NO_ENTRIES.contains(&module) || file.extension() != Some(OsStr::new("rs")) {
            continue;
        }
        let source = fs::read_to_string(&file)?;
        let sentence = sentence(&source)
            .ok_or_else(|| format!("{}: the first line is not `//! `, a sentence, and a full stop", file.display()))?;
        found.push((module.to_owned(), sentence.to_owned()));
    }
    Ok(found)
}

/// Writes the list of all: module, sentence, and the field that only entries of this kind have.
fn list(kind: &str, file: &str, mut entries: Vec<(String, String, String)>) -> Result<(), Box<dyn Error>> {
    entries.sort();
    let row = |(module, sentence, field): &(String, String, String)| {
        format!("    {kind} {{ name: {:?}, sentence: {sentence:?}, {field} }},\n", module.replace('_', "-"))
    };
    let rows: String = entries.iter().map(row).collect();
    let list = format!("/// All {file}, by name.\npub const ALL: &[{kind}] = &[\n{rows}];\n");
    fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join(format!("{file}.rs")), list)?;
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn stem(path: &Path) -> Result<&str, Box<dyn Error>> {
    let stem = path.file_stem().and_then(OsStr::to_str);
    stem.ok_or_else(|| format!("{}: the name is not UTF-8", path.display()).into())
}

/// The first line's sentence, without its full stop.
fn sentence(source: &str) -> Option<&str> {
    source.lines().next()?.strip_prefix("//! ")?.strip_suffix('.')
}

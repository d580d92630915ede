//! Lists the weaknesses: the name of a file in a group of `src/weakness/` is the weakness's name, and the first line of
//! its documentation is the sentence. Beside the file there is one line, the `pub mod` in its group; a file without
//! that line does not compile.

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders beside the groups.
const NO_GROUPS: [&str; 2] = ["lenient", "tests"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("src/weakness");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut rows = Vec::new();
    for group in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let group_name = stem(&group)?;
        if NO_GROUPS.contains(&group_name) {
            continue;
        }
        for file in entries(&group)? {
            let module = stem(&file)?;
            if module == "mod" || file.extension() != Some(OsStr::new("rs")) {
                continue;
            }
            let name = module.replace('_', "-");
            let source = fs::read_to_string(&file)?;
            let sentence = sentence(&source).ok_or_else(|| {
                format!("{}: the first line is not `//! `, a sentence, and a full stop", file.display())
            })?;
            let hooks = format!("&{group_name}::{module}::HOOKS");
            let row = format!("    Weakness {{ name: {name:?}, sentence: {sentence:?}, hooks: {hooks} }},\n");
            rows.push((name, row));
        }
    }
    rows.sort();
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    let list = format!("/// All weaknesses, by name.\npub const ALL: &[Weakness] = &[\n{rows}];\n");
    fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("weaknesses.rs"), list)?;
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

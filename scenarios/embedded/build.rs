//! Lists the files that are embedded, in the order of their names. `files/` holds links to where they are: cargo packs what
//! they lead to, so that a package has the files, too.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("files");
    // Cargo goes along the links, too: a file that is changed, added or taken away is seen.
    println!("cargo:rerun-if-changed=files");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    let mut named = Vec::new();
    for file in files {
        let below = file.strip_prefix(&root)?.to_str().ok_or("a file's name is not UTF-8")?;
        named.push((format!("scenarios/{below}"), file));
    }
    // By name as text, as the look-up searches: paths are in another order, part by part.
    named.sort();
    let mut list = "&[\n".to_owned();
    for (name, file) in &named {
        list += &format!("    File {{ path: {name:?}, text: include_str!({file:?}) }},\n");
    }
    list += "]\n";
    fs::write(Path::new(&variable("OUT_DIR")?).join("files.rs"), list)?;
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|error| format!("{name}, which cargo sets: {error}"))
}

/// Every file below `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

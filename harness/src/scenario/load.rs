//! From the folders of a catalogue to scenarios as meant.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Scenario;
use super::draft::{self, Draft};
use super::resolve::resolve;
use crate::case_id::CaseId;
use crate::diagnostic::{Diagnostics, Source, help_for, is_kebab_case, whole};
use crate::side_by_side;

/// Categories in the order of reports. `guide` is made from guides and has no folder.
pub const CATEGORIES: [&str; 7] =
    ["guide", "login", "misconfiguration", "conformance", "attack", "robustness", "browser"];

/// In a folder of scenarios, the folder of its guides.
pub(crate) const GUIDES: &str = "guides";

/// Reads every `<category>/<name>.toml` below `folders`; sorted by id.
pub fn load_catalogue(folders: &[PathBuf]) -> Result<Vec<Scenario>, Diagnostics> {
    load_over(&[], folders)
}

/// Reads every `<category>/<name>.toml` below `folders`, and those of `shipped`, each with its path below the catalogue,
/// whose ids none of the folders has; sorted by id.
pub fn load_over(shipped: &[(PathBuf, Source)], folders: &[PathBuf]) -> Result<Vec<Scenario>, Diagnostics> {
    let mut drafts: BTreeMap<CaseId, Draft> = BTreeMap::new();
    let mut faults = Vec::new();
    for folder in folders {
        for path in toml_files(folder)? {
            let below = path.strip_prefix(folder).unwrap_or(&path);
            if is_guide(below) {
                continue;
            }
            let read = id(below, &path).and_then(|id| draft::read(&Source::on_disk(&path), id));
            match read {
                Ok(draft) => {
                    if let Some(first) = drafts.get(&draft.id) {
                        let message = format!("`{}` is a scenario of `{}`, too", draft.id, first.path.display());
                        faults.push(whole(&path, message));
                    } else {
                        drafts.insert(draft.id.clone(), draft);
                    }
                }
                Err(found) => faults.extend(found.0),
            }
        }
    }
    // There are hundreds, and every command waits for them.
    let read = side_by_side::map(shipped, |(below, source)| {
        let id = id(below, source.path())?;
        if drafts.contains_key(&id) { Ok(None) } else { draft::read(source, id).map(Some) }
    });
    for draft in read {
        match draft {
            Ok(draft) => drafts.extend(draft.map(|draft| (draft.id.clone(), draft))),
            Err(found) => faults.extend(found.0),
        }
    }
    // With a file missing, what extends it would be blamed for nothing.
    if !faults.is_empty() {
        return Err(Diagnostics(faults));
    }
    let mut scenarios = Vec::new();
    let resolved = side_by_side::map(&drafts.values().collect::<Vec<_>>(), |draft| resolve(draft, &drafts));
    for scenario in resolved {
        match scenario {
            Ok(scenario) => scenarios.push(scenario),
            // What extends a faulty scenario comes to the same fault, and so do variants of one recipe.
            Err(found) => {
                for fault in found {
                    if !faults.contains(&fault) {
                        faults.push(fault);
                    }
                }
            }
        }
    }
    if faults.is_empty() { Ok(scenarios) } else { Err(Diagnostics(faults)) }
}

/// All `.toml` files below `folder`, sorted.
pub(crate) fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let unreadable = |path: &Path, error| Diagnostics::from(whole(path, format!("cannot read the folder: {error}")));
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))? {
            let path = entry.map_err(|error| unreadable(&folder, error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a file at `below` in a folder of scenarios is a guide: `guides/<name>.toml`.
fn is_guide(below: &Path) -> bool {
    below.parent() == Some(Path::new(GUIDES))
}

/// The id of the scenario at `path`: its path `below` the catalogue, without `.toml`.
fn id(below: &Path, path: &Path) -> Result<CaseId, Diagnostics> {
    let below = below.with_extension("");
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let [category, name] = parts.as_slice() else {
        let message = "a scenario lies in a category's folder: `<category>/<name>.toml`".to_owned();
        return Err(whole(path, message).into());
    };
    let made_by_hand = &CATEGORIES[1..];
    if !made_by_hand.contains(&category.as_ref()) {
        let mut fault = whole(path, format!("unknown category `{category}`"));
        fault.help = help_for(category, made_by_hand.iter().copied());
        return Err(fault.into());
    }
    if !is_kebab_case(name) {
        let message = format!("the name `{name}` may only hold a-z, 0-9 and single `-` between them");
        return Err(whole(path, message).into());
    }
    Ok(CaseId::of_scenario(category, name))
}

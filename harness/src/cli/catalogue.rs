//! Where the catalogue, the guides, the reference target and the snapshots are.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::guide::Guide;
use crate::scenario::Scenario;

/// What is loaded from the repository: scenarios and guides.
#[derive(Debug)]
pub struct Catalogue {
    /// All scenarios, by id.
    pub scenarios: Vec<Scenario>,
    /// All guides.
    pub guides: Vec<Guide>,
}

/// The repository: the nearest folder above that holds `scenarios/catalogue`, else the one that this program
/// was built from.
pub fn repository() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join("scenarios/catalogue").is_dir());
    found.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), Path::to_path_buf)
}

/// The reference SP's target file.
pub fn reference_target() -> PathBuf {
    repository().join("scenarios/targets/reference/target.toml")
}

/// The target file that copes with the reference SP's manner `name`.
pub fn manner_target(name: &str) -> PathBuf {
    repository().join("scenarios/targets/manners").join(format!("{name}.toml"))
}

/// Loads the shipped catalogue and guides, and the catalogues in `more` besides. A folder `guides` beside or in
/// one of those is loaded, too.
pub fn load(more: &[PathBuf]) -> Result<Catalogue, Failure> {
    let scenarios = repository().join("scenarios");
    let mut folders = vec![scenarios.join("catalogue")];
    for folder in more {
        if !folder.is_dir() {
            return Err(Failure::Usage(format!("--catalogue `{}` is not a folder", folder.display())));
        }
        folders.push(folder.clone());
    }
    Ok(Catalogue {
        scenarios: crate::scenario::load_catalogue(&folders).map_err(Failure::usage)?,
        guides: crate::guide::load_all(&scenarios.join("guides")).map_err(Failure::usage)?,
    })
}

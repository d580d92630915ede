//! The catalogue, the guides, the requirements and the reference SP's target files, which this program carries with it.
//!
//! They are always those that it was built with, wherever it runs, so that the same program does the same thing in every
//! folder. In the clone `cargo run` builds anew when a file is changed.

use std::path::{Path, PathBuf};

use saml_harness_scenarios::File;

use super::Failure;
use crate::diagnostic::{Diagnostics, Source};
use crate::guide::Guide;
use crate::scenario::Scenario;
use crate::symptom::{self, Library, Sighting};
use crate::target::{self, Target};

/// Where the catalogue is in the repository, and what its files are called.
pub(super) const CATALOGUE: &str = "scenarios/catalogue";
/// Where the guides are.
pub(super) const GUIDES: &str = "scenarios/guides";

/// Scenarios and guides.
#[derive(Debug)]
pub struct Catalogue {
    /// All scenarios, by id.
    pub scenarios: Vec<Scenario>,
    /// All guides.
    pub guides: Vec<Guide>,
}

/// Loads the shipped catalogue and guides, and the catalogues in `more`: a scenario in one of those takes the place of
/// the shipped one with its id, and a guide in a folder `guides` there that of the shipped one with its name.
pub fn load(more: &[PathBuf]) -> Result<Catalogue, Failure> {
    if let Some(folder) = more.iter().find(|folder| !folder.is_dir()) {
        return Err(Failure::Usage(format!("--catalogue `{}` is not a folder", folder.display())));
    }
    let scenarios: Vec<_> =
        saml_harness_scenarios::below(CATALOGUE).map(|(below, file)| (PathBuf::from(below), source(file))).collect();
    let guides: Vec<_> = saml_harness_scenarios::below(GUIDES).map(|(_, file)| source(file)).collect();
    Ok(Catalogue {
        scenarios: crate::scenario::load_over(&scenarios, more).map_err(Failure::usage)?,
        guides: crate::guide::load_over(&guides, more).map_err(Failure::usage)?,
    })
}

/// The error sentences of SP libraries and IdPs.
pub fn symptoms() -> Result<Library, Diagnostics> {
    let below = |folder| saml_harness_scenarios::below(folder).map(|(_, file)| source(file)).collect::<Vec<_>>();
    symptom::load(&below("scenarios/symptoms/causes"), &below("scenarios/symptoms/programs"))
}

/// What the cases end on at the reference SP.
pub fn reference_sightings() -> Vec<Sighting> {
    let text = shipped("scenarios/symptoms/reference.json").text;
    serde_json::from_str(text).expect("a test holds that it is what the snapshots say")
}

/// The target of the file `named` on the command line, else the reference SP.
pub fn target(named: Option<&Path>) -> Result<Target, Diagnostics> {
    named.map_or_else(|| embedded_target("reference/target.toml"), target::load)
}

/// The target that copes with the reference SP's manner `name`.
#[cfg(feature = "reference-sp")]
pub fn manner_target(name: &str) -> Result<Target, Diagnostics> {
    embedded_target(&format!("manners/{name}.toml"))
}

/// The rows that scenarios name.
pub fn requirements() -> Source {
    source(shipped("scenarios/requirements.toml"))
}

/// Why the other rows have no scenario.
pub fn uncovered() -> Source {
    source(shipped("scenarios/coverage.txt"))
}

/// The target in the file `below` the folder of targets. A certificate that it names is beside it there, and nowhere on disk.
fn embedded_target(below: &str) -> Result<Target, Diagnostics> {
    let file = shipped(&format!("scenarios/targets/{below}"));
    let mut target = target::load_from(&source(file))?;
    if let (Some(certificate), Some((folder, _))) = (target.sp.get_mut("certificate"), file.path.rsplit_once('/')) {
        shipped(&format!("{folder}/{certificate}")).text.clone_into(certificate);
    }
    Ok(target)
}

fn source(file: &File) -> Source {
    Source::embedded(file.path, file.text)
}

fn shipped(path: &str) -> &'static File {
    saml_harness_scenarios::file(path).expect("a test of the crate holds that it is shipped")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = "login/sp-initiated";

    fn text(path: &str) -> &'static str {
        shipped(path).text
    }

    #[test]
    fn without_a_folder_it_is_what_is_shipped() {
        let catalogue = load(&[]).unwrap();
        assert_eq!(catalogue.scenarios.len(), saml_harness_scenarios::below(CATALOGUE).count());
        assert_eq!(catalogue.guides.len(), saml_harness_scenarios::below(GUIDES).count());
        let scenario = catalogue.scenarios.iter().find(|scenario| &*scenario.id == SHIPPED).unwrap();
        assert_eq!(scenario.path, Path::new("scenarios/catalogue/login/sp-initiated.toml"));
    }

    #[test]
    fn a_scenario_of_ones_own_takes_the_place_of_the_shipped_one_and_others_come_to_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("login")).unwrap();
        let own = text("scenarios/catalogue/login/sp-initiated.toml").replacen("title", "title = \"Mine\" #", 1);
        for name in ["login/sp-initiated.toml", "login/mine.toml"] {
            std::fs::write(folder.path().join(name), &own).unwrap();
        }
        let catalogue = load(&[folder.path().to_owned()]).unwrap();
        assert_eq!(catalogue.scenarios.len(), load(&[]).unwrap().scenarios.len() + 1);
        let mine: Vec<&str> =
            catalogue.scenarios.iter().filter(|scenario| scenario.title == "Mine").map(|it| &*it.id).collect();
        assert_eq!(mine, ["login/mine", SHIPPED]);
    }

    #[test]
    fn a_guide_of_ones_own_takes_the_place_of_the_shipped_one() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("guides")).unwrap();
        let own = text("scenarios/guides/jumpcloud.toml").replacen("title", "title = \"Mine\" #", 1);
        for name in ["jumpcloud.toml", "another.toml"] {
            std::fs::write(folder.path().join("guides").join(name), &own).unwrap();
        }
        let guides = load(&[folder.path().to_owned()]).unwrap().guides;
        let mine: Vec<&str> =
            guides.iter().filter(|guide| guide.title == "Mine").map(|guide| guide.name.as_str()).collect();
        assert_eq!(mine, ["another", "jumpcloud"]);
        assert_eq!(guides.len(), load(&[]).unwrap().guides.len() + 1);
    }

    #[test]
    fn the_reference_sp_is_known_without_a_file_on_disk() {
        let target = target(None).unwrap();
        assert_eq!(target.name, "reference");
        assert!(target.sp["certificate"].starts_with("-----BEGIN CERTIFICATE-----"));
        assert_eq!(target.folder, std::path::absolute(".").unwrap());
    }

    #[cfg(feature = "reference-sp")]
    #[test]
    fn every_manner_has_its_target_file() {
        for (name, _) in reference_sp::manners() {
            assert_eq!(manner_target(name).unwrap().name, format!("reference-{name}"));
        }
    }
}

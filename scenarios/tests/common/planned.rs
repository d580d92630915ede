//! What a run would do, for tests that start nothing.

use std::path::Path;
use std::sync::LazyLock;

use saml_harness::guide::{self, Guide};
use saml_harness::plan::{Case, Selection, plan};
use saml_harness::scenario::{self, Scenario};
use saml_harness::target::{self, Target};

use super::{HARNESS, repository};

/// The catalogue and the guides.
pub static LOADED: LazyLock<(Vec<Scenario>, Vec<Guide>)> = LazyLock::new(|| {
    let folder = repository().join("scenarios");
    let scenarios = scenario::load_catalogue(&[folder.join("catalogue")]).map_err(|e| e.to_string()).unwrap();
    let guides = guide::load_all(&folder.join("guides")).map_err(|e| e.to_string()).unwrap();
    (scenarios, guides)
});

/// A target of `scenarios/targets/`.
pub fn target(name: &str) -> Target {
    target_of(&repository().join("scenarios/targets").join(name).join("target.toml"))
}

/// What a target file says. The harness that is to start the reference SP is the one in [`HARNESS`], not the program of
/// the test.
pub fn target_of(file: &Path) -> Target {
    let mut target = target::load(file).map_err(|faults| faults.to_string()).unwrap();
    for word in target.launch.iter_mut().flat_map(|launch| &mut launch.command) {
        *word = word.replace("{harness}", HARNESS);
    }
    target
}

/// All cases, planned for a target; its departures are held against them on the way.
pub fn cases(target: &Target) -> Vec<Case> {
    let (scenarios, guides) = &*LOADED;
    plan(scenarios, guides, target, &Selection::default()).map_err(|error| error.to_string()).unwrap().cases
}

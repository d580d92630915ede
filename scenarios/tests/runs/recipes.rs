//! The catalogue's recipes, carried out on sample messages: `run` does so for the cases it runs, this for all of them.

use crate::common::planned::LOADED;
use saml_harness::scenario::{Scenario, dry_run};

#[test]
fn every_recipe_can_be_carried_out() {
    let scenarios: Vec<&Scenario> = LOADED.0.iter().collect();
    assert!(scenarios.iter().any(|scenario| !scenario.recipe.steps.is_empty()), "the catalogue has recipes");
    dry_run(&scenarios).map_err(|faults| faults.to_string()).unwrap();
}

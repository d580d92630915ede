//! What programs say when a login fails, from the repository.

use std::sync::LazyLock;

use saml_harness::diagnostic::Source;
use saml_harness::symptom::{self, Library};

use super::repository;

pub static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let below = |folder: &str| -> Vec<Source> {
        let folder = repository().join("scenarios/symptoms").join(folder);
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(Source::on_disk).collect()
    };
    symptom::load(&below("causes"), &below("programs")).map_err(|faults| faults.to_string()).unwrap()
});

//! Runs without a browser and without a process of their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use saml_harness::evidence::RunEvidence;
use saml_harness::plan::Plan;
use saml_harness::run::{self, RunOptions};
use saml_harness::target::Target;
use tokio::sync::watch;

/// What is seen when `plan` runs in `jobs` lanes against `target`, which has been set up, with `weakness` switched on.
/// `name` is the folder for the evidence below that of the tests.
pub async fn run(plan: &Plan, target: &Target, weakness: Option<&str>, jobs: usize, name: &Path) -> RunEvidence {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let options = RunOptions {
        jobs,
        retries: 1,
        key_cache: Some(folder.join("keys")),
        sp_env: weakness.iter().map(|name| ("SP_WEAKNESS".to_owned(), (*name).to_owned())).collect(),
        ..RunOptions::new(run::EngineName::Http, folder.join(name))
    };
    let (_stop, stopped) = watch::channel(false);
    run::run(Arc::new(plan.clone()), target.clone(), options, Arc::new(()), stopped).await.unwrap()
}

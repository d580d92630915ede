//! From a plan to a judged run with a report.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use crate::cli::{Failure, key_cache, report};
use crate::judgement::Judgement;
use crate::plan::Plan;
use crate::record::{Call, Record};
use crate::run::{EngineName, InProcess, RunOptions, browser, with_causes};
use crate::target::Target;

/// A run inside a test.
pub(super) struct Execution {
    pub(super) plan: Plan,
    pub(super) target: Target,
    pub(super) engine: EngineName,
    /// Lanes side by side.
    pub(super) jobs: usize,
    /// The SP itself, where it is a router of the test's own process.
    pub(super) in_process: Option<InProcess>,
    /// Hosts whose SP may be attacked.
    pub(super) owned: Vec<String>,
    pub(super) call: Call,
}

impl Execution {
    /// Runs it, writes the report into `folder`, and gives what was judged; an error in words when nothing could be run.
    pub(super) async fn judged(self, folder: &Path) -> Result<Judgement, String> {
        let Self { plan, target, engine, jobs, in_process, owned, call } = self;
        let wants_browser = std::env::var_os("SAML_HARNESS_INSTALL_BROWSER").is_some_and(|it| it == "1");
        if engine == EngineName::Browser && wants_browser {
            browser::install(false, &|_| ()).await.map_err(|error| with_causes(&error))?;
        }
        let options = RunOptions {
            jobs,
            in_process,
            key_cache: key_cache(),
            owned,
            ..RunOptions::new(engine, folder.join("evidence"))
        };
        // The sender is kept: a dropped one would look like somebody who ends the run.
        let (_stop, stopped) = watch::channel(false);
        let evidence = crate::run::run(Arc::new(plan.clone()), target.clone(), options, Arc::new(()), stopped).await;
        let evidence = evidence.map_err(|error| with_causes(&error))?;
        let record = Record { call, plan, target, evidence };
        record.store(folder).map_err(|error| with_causes(&error))?;
        let judgement = report::judged(record, false);
        match report::write(folder, &judgement) {
            Ok(()) => Ok(judgement),
            Err(Failure::Usage(message) | Failure::Trouble(message)) => Err(message),
        }
    }
}

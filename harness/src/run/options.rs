//! How to run, and who hears about it.

use std::path::PathBuf;
use std::time::Duration;

use super::EngineName;
use super::IdpOptions;
use super::InProcess;
use super::Pictured;
use super::browser::BrowserOptions;
use crate::evidence::CaseEvidence;

/// How to run a plan.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// What drives the SP.
    pub engine: EngineName,
    /// Which browser, where the engine is one.
    pub browser: BrowserOptions,
    /// Lanes side by side.
    pub jobs: usize,
    /// Folder that gets screenshots, and what was seen of each case; made when missing.
    pub evidence: PathBuf,
    /// Which pages are pictured.
    pub pictured: Pictured,
    /// Limit of one case; absent: 60 s.
    pub timeout: Option<Duration>,
    /// How often a case is tried again after trouble of ours.
    pub retries: u32,
    /// Stop at the first failure that no departure covers.
    pub fail_fast: bool,
    /// Folder that keeps the IdP's keys from run to run.
    pub key_cache: Option<PathBuf>,
    /// Hosts besides this machine whose SP may be attacked: whoever runs it owns them, or has their owner's permission.
    pub owned: Vec<String>,
    /// Where the mock IdP is.
    pub idp: IdpOptions,
    /// Variables added to the SP's environment, as the weakness of the reference SP.
    pub sp_env: Vec<(String, String)>,
    /// The SP itself, in place of the command of the target file.
    pub in_process: Option<InProcess>,
}

impl RunOptions {
    /// A run by `engine` whose screenshots go to the folder `evidence`; one lane, nothing is tried again, and the rest as is
    /// usual.
    pub fn new(engine: EngineName, evidence: PathBuf) -> Self {
        Self {
            engine,
            browser: BrowserOptions::default(),
            jobs: 1,
            evidence,
            pictured: Pictured::All,
            timeout: None,
            retries: 0,
            fail_fast: false,
            key_cache: None,
            owned: Vec::new(),
            idp: IdpOptions::default(),
            sp_env: Vec::new(),
            in_process: None,
        }
    }
}

/// Hears what happens, from several lanes at once.
pub trait Observer: Send + Sync {
    /// Something is being prepared, in words.
    fn preparing(&self, _what: &str) {}
    /// A case begins.
    fn started(&self, _case: &str) {}
    /// A case is through.
    fn finished(&self, _evidence: &CaseEvidence) {}
}

/// Nobody looks on.
impl Observer for () {}

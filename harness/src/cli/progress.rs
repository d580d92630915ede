//! Progress on the terminal: how far, which cases are running, how long still; a line for each failure at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::err;
use super::say::harmless;
use crate::evidence::CaseEvidence;
use crate::judge;
use crate::outcome::Verdict;
use crate::plan::Plan;
use crate::run::Observer;
use crate::target::Target;

/// Shows a bar on a terminal, and a line for each case elsewhere.
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    plan: Arc<Plan>,
    target: Target,
    running: Mutex<Vec<String>>,
}

impl Progress {
    /// Progress of `plan`; nothing at all when `quiet`.
    pub fn new(plan: Arc<Plan>, target: Target, quiet: bool) -> Self {
        use std::io::IsTerminal;
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(plan.cases.len() as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} (left {eta}) {wide_msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, quiet, plan, target, running: Mutex::default() }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.println(harmless(line)),
            None if !self.quiet => err(line),
            None => {}
        }
    }
}

impl Observer for Progress {
    fn preparing(&self, what: &str) {
        self.say(what);
    }

    fn started(&self, case: &str) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.push(case.to_owned());
        if let Some(bar) = &self.bar {
            bar.set_message(running.join(", "));
        }
    }

    fn finished(&self, evidence: &CaseEvidence) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|case| *case != evidence.case);
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(running.join(", "));
        }
        drop(running);
        let Some(case) = self.plan.cases.iter().find(|case| case.id == evidence.case) else { return };
        // Controls are only known at the end; what is shown here is the case by itself.
        let (verdict, reason) = judge::without_control(case, &self.target, evidence);
        match verdict {
            Verdict::Pass | Verdict::NotApplicable if self.bar.is_some() => {}
            Verdict::Pass => self.say(&format!("pass  {} ({} ms)", evidence.case, evidence.duration_ms)),
            other => self.say(&format!("{}  {}: {reason}", report_word(other), evidence.case)),
        }
    }
}

fn report_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "FAIL",
        Verdict::Warn => "warn",
        Verdict::NotVerified => "not verified",
        Verdict::NotApplicable => "not applicable",
    }
}

//! One scenario in a test.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::failure::failure_text;
use super::place;
use super::sp::Sp;
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::Verdict;
use crate::run::EngineName;

/// A scenario to be run; made by [`Sp::scenario`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `run()`"]
pub struct ScenarioRun<'a> {
    sp: &'a Sp,
    id: String,
    engine: EngineName,
    report: Option<PathBuf>,
}

impl<'a> ScenarioRun<'a> {
    pub(super) fn new(sp: &'a Sp, id: String) -> Self {
        Self { sp, id, engine: sp.engine, report: None }
    }

    /// What drives the SP.
    pub fn engine(mut self, engine: EngineName) -> Self {
        self.engine = engine;
        self
    }

    /// Writes the report there, in place of a folder below `saml-harness` in that in which Cargo builds.
    pub fn report(mut self, folder: impl Into<PathBuf>) -> Self {
        self.report = Some(folder.into());
        self
    }

    /// Runs it with the controls that it needs, and judges it. A bad verdict is no error.
    pub async fn run(self) -> Result<Verdicts, Error> {
        let plan = self.sp.plan(&self.id)?;
        let report = self.report.unwrap_or_else(|| place::of_one(&self.id));
        let judgement = self.sp.judged(plan, self.engine, &report).await?;
        Ok(Verdicts { judgement, report: report.join("index.html") })
    }
}

/// A scenario that was run: a verdict for each of its cases.
#[derive(Clone, Debug)]
pub struct Verdicts {
    judgement: Judgement,
    report: PathBuf,
}

impl Verdicts {
    /// Its cases, judged.
    pub fn cases(&self) -> &[CaseResult] {
        &self.judgement.results
    }

    /// The report for people.
    pub fn report(&self) -> &Path {
        &self.report
    }

    /// All of it that is not as `expected`, in words; none where it is. Cases that the SP cannot do are left out, unless it can
    /// do none.
    pub fn differs_from(&self, expected: Verdict) -> Option<String> {
        let cases = self.cases();
        let applies = |result: &&CaseResult| result.verdict != Verdict::NotApplicable;
        let any = expected != Verdict::NotApplicable && cases.iter().any(|result| applies(&result));
        let counted = cases.iter().filter(|result| !any || applies(result));
        let others: Vec<&CaseResult> = counted.filter(|result| result.verdict != expected).collect();
        if others.is_empty() {
            return None;
        }
        let report = self.report.display().to_string();
        let texts = others.iter().map(|result| {
            let text = failure_text(&self.judgement, result, &report);
            format!("{}: `{}` was to be `{}`\n{text}", result.id, result.verdict.word(), expected.word())
        });
        Some(texts.collect::<Vec<_>>().join("\n"))
    }

    /// Panics unless every case of the scenario that the SP can do has this verdict, and says what was expected and seen, the
    /// clause, where the report is, and how to repeat it.
    #[track_caller]
    pub fn assert_verdict(&self, expected: Verdict) {
        if let Some(text) = self.differs_from(expected) {
            panic!("{text}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn verdicts(ids: &[&str]) -> Verdicts {
        let mut judgement = Judgement::of(sample::record());
        judgement.results.retain(|result| ids.contains(&result.id.as_str()));
        judgement.call.repeat = Some("cargo test sales".to_owned());
        assert_eq!(judgement.results.len(), ids.len());
        Verdicts { judgement, report: PathBuf::from("target/r/index.html") }
    }

    #[test]
    fn a_verdict_that_differs_is_told_whole() {
        let forged = verdicts(&["attack/forged-before-signed@response-signed"]);
        assert_eq!(forged.differs_from(Verdict::Fail), None);
        let text = forged.differs_from(Verdict::Pass).unwrap();
        for part in [
            "`fail` was to be `pass`",
            "expected  refused",
            "seen      signed-in as victim",
            "see       SIG-33",
            "report    target/r/index.html",
            "repeat    cargo test sales",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn what_does_not_apply_is_no_success_by_itself() {
        let neither = verdicts(&["login/idp-initiated"]);
        assert_eq!(neither.cases()[0].verdict, Verdict::NotApplicable);
        assert!(neither.differs_from(Verdict::Pass).is_some());
        assert_eq!(verdicts(&["login/sp-initiated", "login/idp-initiated"]).differs_from(Verdict::Pass), None);
    }
}

//! One login in a test.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use super::place;
use super::sp::Sp;
use crate::diagnostic::nearest;
use crate::evidence::{CaseEvidence, Page};
use crate::fixture;
use crate::judge::refused_dialect;
use crate::outcome::{Outcome, OutcomeKind, Verdict};
use crate::run::EngineName;
use crate::scenario::{Flow, FlowStep, Start};

/// A login to be done; made by [`Sp::company_login`].
#[derive(Clone, Debug)]
#[must_use = "nobody logs in before `run()`"]
pub struct CompanyLogin<'a> {
    sp: &'a Sp,
    persona: String,
    start: Start,
    pages: Vec<String>,
    engine: EngineName,
    report: Option<PathBuf>,
}

impl<'a> CompanyLogin<'a> {
    pub(super) fn new(sp: &'a Sp) -> Self {
        Self {
            sp,
            persona: "employee".to_owned(),
            start: Start::Sp,
            pages: Vec::new(),
            engine: sp.engine,
            report: None,
        }
    }

    /// Who logs in: `employee`, `colleague`, `admin`; `outsider`, to whom the application is not given; `suspended` ...
    pub fn persona(mut self, name: impl Into<String>) -> Self {
        self.persona = name.into();
        self
    }

    /// Begins at the tile in the IdP's User Portal, in place of Company Login at the SP.
    pub fn from_the_portal(mut self) -> Self {
        self.start = Start::Idp;
        self
    }

    /// Opens a page of the SP after the login, as `/orders`; several are opened one after the other.
    pub fn and_open(mut self, page: impl Into<String>) -> Self {
        self.pages.push(page.into());
        self
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

    /// Logs in, and looks up who is signed in. That nobody is let in is no error; that nobody can tell is one.
    pub async fn run(self) -> Result<Login, Error> {
        if fixture::facts(&self.persona).is_none() {
            let known: Vec<&str> = fixture::persona_names().collect();
            let meant = nearest(&self.persona, known.iter().copied())
                .map_or_else(|| format!("there are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
            return Err(Error::new(format!("nobody is called `{}`; {meant}", self.persona)));
        }
        let id = match self.start {
            Start::Sp => "login/sp-initiated",
            Start::Idp => "login/idp-initiated",
        };
        let mut plan = self.sp.plan(id)?;
        for case in &mut plan.cases {
            // What is seen of the employee's plain login before the lanes is not seen twice; this is another login.
            case.id = case.id.with_variant(&self.persona);
            case.flow = Flow::plain(self.start, &self.persona);
            case.flow.steps.extend(self.pages.iter().map(|page| FlowStep::Open { url: page.clone() }));
        }
        let report = self.report.unwrap_or_else(|| place::of_one(&format!("{id}-{}", self.persona)));
        let judgement = self.sp.judged(plan, self.engine, &report).await?;
        let told = judgement.results.first().zip(judgement.evidence.cases.first());
        let (result, kept) = told.ok_or_else(|| Error::new(format!("`{id}` was not run")))?;
        let index = report.join("index.html");
        if let Some(refused) = refused_dialect(&judgement.evidence.controls) {
            // It was led on in another dialect, in which the customer's IdP does not write.
            return Err(Error::new(format!("{refused}\n  report {}", index.display())));
        }
        let told = result.outcome.clone().filter(|outcome| {
            result.verdict != Verdict::NotApplicable
                && !matches!(outcome.kind, OutcomeKind::Unclear | OutcomeKind::NoAnswer)
        });
        match told {
            Some(outcome) => Ok(Login { outcome, evidence: kept.seen(), report: index }),
            None => {
                let message =
                    format!("nobody can tell who is signed in: {}\n  report {}", result.reason, index.display());
                Err(Error::new(message))
            }
        }
    }
}

/// A login that was done.
#[derive(Clone, Debug)]
pub struct Login {
    outcome: Outcome,
    evidence: Arc<CaseEvidence>,
    report: PathBuf,
}

impl Login {
    /// The e-mail address of whoever is signed in at the SP; none when nobody is.
    pub fn signed_in(&self) -> Option<&str> {
        self.outcome.user.as_deref().filter(|_| self.outcome.kind.is_signed_in())
    }

    /// What the person ended up with: refused, not found, at the IdP still ...
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The text of the last page of the flow: where the login led to, or the last page that was to be opened after it.
    pub fn page_text(&self) -> &str {
        self.last_page().map_or("", |page| &page.text)
    }

    /// The HTTP status of that page.
    pub fn page_status(&self) -> Option<u16> {
        self.last_page()?.status
    }

    /// All that was seen: pages, requests, SAML messages, cookies.
    pub fn evidence(&self) -> &CaseEvidence {
        &self.evidence
    }

    /// The report for people, with a picture of each page where a browser was used.
    pub fn report(&self) -> &Path {
        &self.report
    }

    fn last_page(&self) -> Option<&Page> {
        self.evidence.steps.last().map(|step| &step.page)
    }
}

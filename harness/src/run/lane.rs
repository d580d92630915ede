//! One lane: a provisioned SP with a browser of its own, emptied between cases.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mock_idp::organization::{ApplicationSettings, User};
use tokio::sync::watch;

use super::flow::Flow;
use super::idp::IdpServer;
use super::options::{Observer, RunOptions};
use super::person::{Person, absolute, expand};
use super::provision::{Reader, provision};
use super::sending;
use super::sp_metadata;
use super::surroundings::Ground;
use super::{Engine, EngineName, RunError};
use crate::evidence::{CaseEvidence, Checkpoint, Message};
use crate::fixture;
use crate::placeholder::Values;
use crate::plan::{Case, Control, GuideRun, Stage, needs_browser, unsupported};
use crate::scenario::{Flow as FlowPlan, FlowStep, Start};
use crate::target::Target;

/// How many cases share the control before and the control after them.
const SHARED: usize = 8;
const CASE_LIMIT: Duration = Duration::from_secs(60);

/// What all lanes of a run share.
pub struct Shared {
    /// The SP.
    pub target: Target,
    /// The mock IdP.
    pub idp: IdpServer,
    /// How to run.
    pub options: RunOptions,
    /// Who is told.
    pub observer: Arc<dyn Observer>,
    /// True once the run is to end early.
    pub stop: watch::Receiver<bool>,
}

/// A lane's worker: it keeps its browser from lane to lane.
pub struct Worker {
    shared: Arc<Shared>,
    browser: Option<Engine>,
    browser_name: String,
    index: usize,
    /// How many companies the lane needs, be it for one of its cases only.
    companies: usize,
}

/// What a lane brought to light.
#[derive(Debug, Default)]
pub struct LaneEvidence {
    /// One for each of the lane's cases, in order.
    pub cases: Vec<CaseEvidence>,
    /// Plain logins in between, in order; their `case` is `control@<position in the lane>`.
    pub controls: Vec<CaseEvidence>,
}

/// The fixture as it was before any case changed it.
struct Baseline(Vec<(Vec<ApplicationSettings>, Vec<User>)>);

impl Baseline {
    fn of(ground: &Ground) -> Self {
        let each = ground.companies.iter().map(|company| {
            let directory = company.organization.directory();
            (directory.applications.iter().map(|a| a.settings.clone()).collect(), directory.users.clone())
        });
        Self(each.collect())
    }

    /// Puts the fixture back, and `case`'s settings over it.
    fn restore(&self, ground: &Ground, case: &Case) {
        for (company, (settings, users)) in ground.companies.iter().zip(&self.0) {
            let mut directory = company.organization.directory();
            directory.users.clone_from(users);
            for (application, settings) in directory.applications.iter_mut().zip(settings) {
                application.settings.clone_from(settings);
                case.idp.apply(&mut application.settings);
            }
        }
    }
}

impl Worker {
    /// A worker without a browser yet.
    pub fn new(shared: Arc<Shared>, index: usize) -> Self {
        Self { shared, browser: None, browser_name: String::new(), index, companies: 1 }
    }

    /// Name and version of the browser it used.
    pub fn browser_name(&self) -> &str {
        &self.browser_name
    }

    /// Ends its browser.
    pub async fn finish(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.stop().await;
        }
    }

    /// Runs the cases of one lane in order.
    pub async fn run(&mut self, lane: usize, cases: &[&Case]) -> LaneEvidence {
        let mut seen = LaneEvidence::default();
        self.companies = cases.iter().map(|case| case.companies()).max().unwrap_or(1);
        let mut ground: Option<(Ground, Baseline)> = None;
        // Cases since the last control, and the case whose settings that one had.
        let mut open: Option<(&Case, usize)> = None;
        for (position, case) in cases.iter().enumerate() {
            let denied = || match self.shared.options.engine {
                EngineName::Browser => None,
                EngineName::Http => needs_browser(case),
            };
            if let Some(reason) = unsupported(case, &self.shared.target).or_else(denied) {
                let evidence = CaseEvidence {
                    case: case.id.clone(),
                    lane,
                    not_applicable: Some(reason),
                    ..CaseEvidence::default()
                };
                self.shared.observer.finished(&evidence);
                seen.cases.push(evidence);
                continue;
            }
            let controlled = case.control == Control::Lane;
            if let Some((of, since)) = open
                && (since >= SHARED || controlled && of.control_mode() != case.control_mode())
            {
                let works = self.control(lane, position, of, &mut ground, &mut seen).await;
                open = (works && of.control_mode() == case.control_mode()).then_some((of, 0));
            }
            if controlled && open.is_none() {
                self.control(lane, position, case, &mut ground, &mut seen).await;
                open = Some((case, 0));
            }
            self.shared.observer.started(&case.id);
            let evidence = self.tried(lane, case, &mut ground).await;
            seen.cases.push(evidence);
            open = open.map(|(of, since)| (of, since + usize::from(controlled)));
            let last = seen.cases.last();
            let go_on = last.is_none_or(|evidence| self.shared.observer.finished(evidence));
            if !go_on && self.shared.options.fail_fast {
                break;
            }
        }
        if let Some((of, _)) = open.filter(|(_, since)| *since > 0) {
            self.control(lane, cases.len(), of, &mut ground, &mut seen).await;
        }
        if let Some((ground, _)) = ground.take() {
            stop(ground).await;
        }
        seen
    }

    /// The plain login in the lane, signed as the case's is, in front of the case at `position`. Tells whether anybody
    /// was signed in.
    async fn control(
        &mut self,
        lane: usize,
        position: usize,
        case: &Case,
        ground: &mut Option<(Ground, Baseline)>,
        seen: &mut LaneEvidence,
    ) -> bool {
        let mut plain = case.clone();
        plain.id = format!("control@{position}");
        plain.idp = mock_idp::organization::SettingsPatch {
            sign: case.idp.sign,
            signature_algorithm: case.idp.signature_algorithm,
            // The SP of this lane knows the IdP by these.
            idp_entity_id: case.idp.idp_entity_id.clone(),
            name_id_format: case.idp.name_id_format.clone(),
            declare_redirect_endpoint: case.idp.declare_redirect_endpoint,
            idp_url_suffix: case.idp.idp_url_suffix.clone(),
            idp_url_query: case.idp.idp_url_query.clone(),
            ..Default::default()
        };
        plain.flow = FlowPlan::plain(Start::Sp, "employee");
        // The lane stands on what the case's recipe needs (another company's key), so it stays; it is not carried out.
        plain.flow.steps.insert(0, FlowStep::Disarm);
        plain.expect.rules.clear();
        let evidence = self.tried(lane, &plain, ground).await;
        let works = evidence.identity.as_ref().is_some_and(|identity| identity.user.is_some());
        seen.controls.push(evidence);
        // An SP that lets nobody in any more is of no use to the cases that follow: they get a new one.
        if !works && let Some((ground, _)) = ground.take() {
            stop(ground).await;
        }
        works
    }

    /// Runs a case, again after trouble of ours as often as the options allow.
    async fn tried(&mut self, lane: usize, case: &Case, ground: &mut Option<(Ground, Baseline)>) -> CaseEvidence {
        let mut retries = 0;
        loop {
            let mut evidence = self.once(lane, case, ground).await;
            evidence.retries = retries;
            let interrupted = *self.shared.stop.borrow();
            if evidence.incident.is_none() || retries >= self.shared.options.retries || interrupted {
                return evidence;
            }
            retries += 1;
        }
    }

    async fn once(&mut self, lane: usize, case: &Case, ground: &mut Option<(Ground, Baseline)>) -> CaseEvidence {
        let mut evidence = CaseEvidence { case: case.id.clone(), lane, ..CaseEvidence::default() };
        let begun = Instant::now();
        let limit = self.shared.options.timeout.unwrap_or(CASE_LIMIT);
        let mut stop = self.shared.stop.clone();
        let result = tokio::select! {
            result = tokio::time::timeout(limit, self.case(case, ground, &mut evidence, begun)) => {
                result.unwrap_or_else(|_| Err(RunError::TimeOut(format!("the case took more than {} s", limit.as_secs_f32()))))
            }
            _ = stop.wait_for(|stop| *stop) => Err(RunError::Interrupted),
        };
        self.after(result, ground, &mut evidence).await;
        evidence.duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        evidence
    }

    /// What is left to do when the case is through: whose trouble it was, and what cannot be used any more.
    async fn after(
        &mut self,
        result: Result<(), RunError>,
        ground: &mut Option<(Ground, Baseline)>,
        evidence: &mut CaseEvidence,
    ) {
        if let Some((ground, _)) = ground.as_mut() {
            evidence.sp_log.extend(ground.sp.as_ref().map(|sp| sp.take_log()).unwrap_or_default());
        }
        if let Err(error) = &result {
            evidence.incident = Some(error.incident());
        }
        let ended = ground.as_mut().and_then(|(ground, _)| ground.sp.as_mut()?.exited());
        if let Some(status) = ended {
            let message = format!("the SP ended while the case ran ({status}); its log is kept with the case");
            evidence.incident = Some(RunError::Launch(message).incident());
        }
        let Some(incident) = &evidence.incident else { return };
        // After trouble nothing is taken over: the next case gets a new browser and a new SP.
        if incident.kind != "selector"
            && let Some(browser) = self.browser.take()
        {
            browser.stop().await;
        }
        if let Some((ground, _)) = ground.take() {
            stop(ground).await;
        }
    }

    async fn case(
        &mut self,
        case: &Case,
        ground: &mut Option<(Ground, Baseline)>,
        evidence: &mut CaseEvidence,
        begun: Instant,
    ) -> Result<(), RunError> {
        let shared = self.shared.clone();
        if self.browser.is_none() {
            let browser = Engine::start(&shared.options).await?;
            browser.name().clone_into(&mut self.browser_name);
            self.browser = Some(browser);
        }
        let Some(browser) = self.browser.as_mut() else { return Err(RunError::Browser("no browser".to_owned())) };
        let waiting = Instant::now();
        browser.empty().await?;
        let folder = format!(
            "{}{}",
            if case.id.starts_with("control@") { format!("lane-{}-", evidence.lane) } else { String::new() },
            case.id
        );
        if ground.is_none() {
            let offset = if shared.target.launch.is_some() { 0 } else { self.index };
            let (target, idp, env) = (&shared.target, shared.idp.idp(), &shared.options.sp_env);
            let made = Ground::prepare(target, idp, case, env, offset, self.companies).await?;
            let baseline = Baseline::of(&made);
            let (made, baseline) = ground.insert((made, baseline));
            evidence.surroundings = made.surroundings();
            if case.guide.is_none() {
                baseline.restore(made, case);
                let mut person = Person::new(browser, &shared.options.evidence, &folder, begun);
                person.provisioning = true;
                for company in &made.companies {
                    let provisioned = provision(&shared.target, company, &case.sp, &mut person).await;
                    if provisioned.is_err() {
                        person.note_failure().await;
                        evidence.steps = std::mem::take(&mut person.steps);
                    }
                    provisioned?;
                }
                browser.empty().await?;
            }
        }
        let Some((ground, baseline)) = ground.as_ref() else { return Ok(()) };
        evidence.surroundings = ground.surroundings();
        if case.guide.is_none() {
            baseline.restore(ground, case);
        }
        sending::start_anew(ground)?;
        let marks: Vec<(usize, usize)> =
            ground.companies.iter().map(|c| (c.organization.journal().len(), c.organization.events().len())).collect();
        // What only rules look at is gathered where rules are demanded.
        let has_rules = !case.expect.rules.is_empty();
        let metadata_url = ground.company(0)?.values.get("sp.metadata_url").filter(|_| has_rules);
        if let Some(url) = &metadata_url {
            evidence.sp_metadata.push(sp_metadata::fetch(url).await);
        }
        let mut person = Person::new(browser, &shared.options.evidence, &folder, begun);
        person.keep_sources = has_rules;
        let result = perform(&shared.target, case, ground, &mut person, evidence).await;
        let result = result.and(sending::settle(ground, evidence));
        if result.is_err() {
            person.note_failure().await;
        }
        evidence.steps = std::mem::take(&mut person.steps);
        for (company, (messages, events)) in ground.companies.iter().zip(marks) {
            let journal = company.organization.journal().since(messages);
            evidence.messages.extend(journal.into_iter().map(|entry| Message {
                direction: entry.direction,
                binding: entry.binding,
                url: entry.url,
                at: Some(entry.at),
                raw: entry.raw,
                xml: entry.xml,
                relay_state: entry.relay_state,
            }));
            evidence.idp_events.extend(company.organization.events().into_iter().skip(events));
        }
        if result.is_ok() {
            evidence.cookies = browser.cookies().await?;
        }
        if let Some(url) = &metadata_url {
            evidence.sp_metadata.push(sp_metadata::fetch(url).await);
        }
        evidence.browser_ms = u64::try_from(browser.take_waited().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(case = case.id, total = ?waiting.elapsed(), "case done");
        result
    }
}

/// Guide or plain, then the login and the look-up.
async fn perform(
    target: &Target,
    case: &Case,
    ground: &Ground,
    person: &mut Person<'_>,
    evidence: &mut CaseEvidence,
) -> Result<(), RunError> {
    let company = ground.company(0)?;
    let values = match &case.guide {
        Some(guide) => follow(target, case, guide, ground, person, evidence).await?,
        None => {
            let mut values = company.values.clone();
            fixture::set_user(&mut values, &company.name, &case.flow.user);
            values
        }
    };
    person.provisioning = false;
    if sending::is_armed_at_first(case) {
        sending::arm(case, ground, &values)?;
    }
    let mut flow = Flow::new(target, case, ground, values);
    let done = flow.run(person).await;
    evidence.checks = std::mem::take(&mut flow.checks);
    done?;
    let identity = person.identity(target, &flow.values).await?;
    evidence.seen_without_cookies = seen_without_cookies(target, &flow.values, identity.user.as_deref()).await?;
    evidence.identity = Some(identity);
    Ok(())
}

/// Whether the protected page names `user` to somebody who has no cookie at all; none when there is nothing to ask.
async fn seen_without_cookies(target: &Target, values: &Values, user: Option<&str>) -> Result<Option<bool>, RunError> {
    let (Some(page), Some(user)) = (&target.signed_in.open, user) else { return Ok(None) };
    let url = absolute(&expand(values, page)?, values)?;
    let answer = match reqwest::get(&url).await {
        Ok(answer) => answer.text().await.ok(),
        // An SP that only the browser can reach cannot be asked from here.
        Err(_) => None,
    };
    Ok(answer.map(|text| text.contains(user)))
}

/// Follows a guide's stages; the values at its end are what the last login uses.
async fn follow(
    target: &Target,
    case: &Case,
    guide: &GuideRun,
    ground: &Ground,
    person: &mut Person<'_>,
    evidence: &mut CaseEvidence,
) -> Result<Values, RunError> {
    let mut values = ground.company(0)?.values.clone();
    for (name, template) in &guide.values {
        values.set_template(&format!("guide.{name}"), template.clone());
    }
    let mut reader = Reader::new(target, values);
    for stage in &guide.stages {
        match stage {
            Stage::Follow(step) => {
                person.provisioning = true;
                reader.follow(step, person).await?;
            }
            Stage::Login(_) => {
                person.provisioning = false;
                reader.leave();
                let from = person.steps.len();
                let mut flow = Flow::new(target, case, ground, with_idp_login(&reader.values)?);
                flow.run(person).await?;
                let steps = from..person.steps.len();
                let identity = person.identity(target, &reader.values).await?;
                evidence.checkpoint = Some(Checkpoint { steps, identity });
            }
        }
    }
    with_idp_login(&reader.values)
}

/// At the IdP the person logs in with what the guide had them type there.
fn with_idp_login(values: &Values) -> Result<Values, RunError> {
    let mut values = values.clone();
    for (name, template) in [("idp_login.email", "{guide.company_email}"), ("idp_login.password", "{guide.password}")] {
        let text = expand(&values, template)?;
        values.set(name, text);
    }
    Ok(values)
}

async fn stop(ground: Ground) {
    if let Some(sp) = ground.sp {
        sp.stop().await;
    }
}

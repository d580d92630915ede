//! One attempt at a case: it is run, the cause of its trouble is found, and what cannot be used any more is thrown away.

use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::baseline::Baseline;
use super::error::{LaunchError, ProvisionError, TimeOut, with_causes};
use super::halt::Ending;
use super::idp_script;
use super::lane::{Shared, Worker};
use super::learn_sp::Moment;
use super::look_up::LookUp;
use super::pace;
use super::person::{Person, absolute, expand};
use super::provision::{make_accounts, provision, tear_down};
use super::provisioned::ProvisionedSp;
use super::reachable;
use super::sp_metadata;
use super::trouble::{end_without_sp, is_without_answer, trusted, without_certificate};
use super::whole_case::run_case;
use super::{Engine, EngineName, HttpEngine, RunError};
use crate::evidence::{CaseEvidence, IncidentKind, Message, Step, Surroundings};
use crate::judge;
use crate::plan::{Case, owns_all};
use crate::target::Procedure;

/// How long a case may take unless `--timeout` says otherwise: a login has some four pages, each of which may take
/// seconds on a slow SP. A case that hangs must not hold up its lane for longer.
const CASE_LIMIT: Duration = Duration::from_secs(60);

/// How many times a case's limit its lane's SP may take to be set up in the browser. Each step waits for its page, but a browser that
/// answers nothing any more would hold the lane up for ever.
const SET_UP: u32 = 5;

/// How long the page on which something went wrong is looked at.
const LAST_LOOK: Duration = Duration::from_secs(10);

/// How long taking connections away again may take: what does not answer then must not hold up the end of a run.
const TEARDOWN_LIMIT: Duration = Duration::from_secs(60);

/// What `done` comes to, unless it is done in the browser and takes longer than `limit`. Commands and requests have limits of their
/// own, which are longer.
async fn in_time(
    procedure: &Procedure,
    limit: Duration,
    done: impl Future<Output = Result<(), RunError>>,
) -> Result<(), RunError> {
    match procedure {
        Procedure::Browser(_) => {
            tokio::time::timeout(limit, done).await.unwrap_or_else(|_| Err(TimeOut::SetUp(limit).into()))
        }
        _ => done.await,
    }
}

/// Keeps the page on which something went wrong, unless the browser answers nothing any more.
async fn note_failure(person: &mut Person<'_>) {
    let _ = tokio::time::timeout(LAST_LOOK, person.note_failure()).await;
}

impl Worker {
    /// Runs a case, again after trouble of ours as often as the options allow. That the SP's process ended may be the
    /// SP's trouble, so that is not done away with here.
    pub(super) async fn tried(
        &mut self,
        lane: usize,
        case: &Case,
        provisioned: &mut Option<(ProvisionedSp, Baseline)>,
    ) -> CaseEvidence {
        let shared = self.shared.clone();
        let (mut retries, mut limited, mut lost) = (0, 0, 0);
        let mut earlier = Vec::new();
        loop {
            let turn = tokio::select! {
                turn = shared.pacing.turn(case) => Some(turn),
                _ = shared.halt.ended() => None,
            };
            let mut evidence = self.once(lane, case, provisioned).await;
            drop(turn);
            evidence.retries = retries + lost;
            evidence.earlier.clone_from(&earlier);
            let interrupted = self.shared.halt.has_ended();
            let limit = judge::login_limit(&evidence).filter(|_| limited < pace::TRIES && !interrupted);
            if let Some(limit) = limit
                && let Some(wait) = shared.pacing.limited(&limit, jiff::Timestamp::now())
            {
                let said = format!("the SP limits logins, {}: waiting {} s", limit.in_words(), wait.as_secs());
                shared.observer.preparing(&said);
                limited += 1;
                continue;
            }
            if self.waits_for_another_browser(&evidence, lost).await {
                lost += 1;
                earlier.extend(evidence.incident.map(|incident| incident.message));
                continue;
            }
            // Another try of what the SP did would hide a finding: only what went wrong at our side is tried again.
            let is_ours = evidence.incident.is_some() && evidence.sp_ended.is_none();
            if !is_ours || retries >= self.shared.options.retries || interrupted {
                return evidence;
            }
            retries += 1;
            earlier.extend(evidence.incident.map(|incident| incident.message));
        }
    }

    async fn once(
        &mut self,
        lane: usize,
        case: &Case,
        provisioned: &mut Option<(ProvisionedSp, Baseline)>,
    ) -> CaseEvidence {
        let mut evidence = CaseEvidence { case: case.id.to_string(), lane, ..CaseEvidence::default() };
        let begun = Instant::now();
        let limit = self.shared.options.timeout.unwrap_or(CASE_LIMIT);
        let shared = self.shared.clone();
        let all = async {
            // The start of an SP and each step of its set-up have limits of their own.
            self.set_up(case, provisioned, &mut evidence, begun).await?;
            let case = tokio::time::timeout(limit, self.case(case, provisioned, &mut evidence, begun));
            case.await.unwrap_or_else(|_| Err(TimeOut::Case(limit).into()))
        };
        let result = tokio::select! {
            result = all => result,
            ending = shared.halt.ended() => Err(ending.error()),
        };
        // What is seen in half a browser says nothing, whatever came of it.
        let result = self.browser.as_ref().map_or(Ok(()), |browser| browser.whole()).and(result);
        let result = result.map_err(|error| if case.lacks_certificate() { without_certificate(error) } else { error });
        self.after(result, provisioned, &mut evidence).await;
        evidence.duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        evidence
    }

    /// What is left to do when the case is through: whose trouble it was, and what cannot be used any more.
    async fn after(
        &mut self,
        result: Result<(), RunError>,
        provisioned: &mut Option<(ProvisionedSp, Baseline)>,
        evidence: &mut CaseEvidence,
    ) {
        let is_elsewhere = self.shared.options.browser.webdriver.is_some();
        self.has_lost_browser = is_elsewhere && result.as_ref().is_err_and(RunError::is_lost_browser);
        match &result {
            Ok(()) => {}
            Err(RunError::NotApplicable(reason)) => evidence.not_applicable = Some(reason.clone()),
            Err(error) => evidence.incident = Some(error.incident()),
        }
        // An SP that crashes may take a moment to end. That is waited for only where a document is missing: after every
        // case it would cost too much.
        if let Some(sp) = provisioned.as_mut().and_then(|(provisioned, _)| provisioned.sp.as_mut()) {
            evidence.sp_ended = sp.exited(result.is_err() || is_without_answer(evidence)).await;
            evidence.sp_log.extend(sp.take_log());
        }
        if let Some(status) = &evidence.sp_ended {
            let ended = LaunchError::Ended { status: status.clone() };
            evidence.incident = Some(RunError::from(ended).incident());
        }
        let Some(incident) = &evidence.incident else { return };
        // A recipe that could not be carried out has hurt nobody.
        if incident.kind == IncidentKind::Recipe && evidence.sp_ended.is_none() {
            return;
        }
        // After trouble nothing is taken over: the next case gets a new browser and a new SP. Not even where a selector fits
        // nothing: it may be that pages show nothing any more.
        if let Some(browser) = self.browser.take() {
            browser.stop().await;
        }
        if let Some((provisioned, _)) = provisioned.take() {
            evidence.set_up.extend(self.take_down(provisioned).await);
        }
    }

    /// Sees to it that the lane has a browser and an SP that is set up.
    async fn set_up(
        &mut self,
        case: &Case,
        provisioned: &mut Option<(ProvisionedSp, Baseline)>,
        evidence: &mut CaseEvidence,
        begun: Instant,
    ) -> Result<(), RunError> {
        let shared = self.shared.clone();
        let there = reachable::during_the_run(shared.target(), &shared.options).await;
        there.inspect_err(|error| shared.halt.end(Ending::NoSp(with_causes(error))))?;
        self.browser().await?;
        if provisioned.is_some() {
            return Ok(());
        }
        let offset = if shared.target().launch.is_some() { 0 } else { self.index * shared.companies_per_lane };
        let (target, idp, options) = (shared.target(), &shared.idp, &shared.options);
        let made = ProvisionedSp::prepare(target, idp, case, options, offset, self.companies).await;
        let made = made.inspect_err(|error| {
            if !case.lacks_certificate() {
                end_without_sp(&shared, error);
            }
        })?;
        let baseline = Baseline::of(&made);
        let (made, baseline) = provisioned.insert((made, baseline));
        evidence.surroundings = made.surroundings()?;
        self.reaches_sp(&evidence.surroundings.sp_base_url).await?;
        if case.guide.is_some() {
            return Ok(());
        }
        baseline.restore(made, case);
        self.browser().await?.empty().await?;
        let mut person = Person::new(self.browser().await?, shared.target(), &shared.pictures, &shared.learned, begun);
        person.provisioning = true;
        let limit = shared.options.timeout.unwrap_or(CASE_LIMIT) * SET_UP;
        let done = in_time(&target.provision.procedure, limit, provision(target, made, case, &mut person)).await;
        let done = match done {
            // Then nobody can log in, and that is what the case shows.
            Err(RunError::Provision(error)) if case.lacks_certificate() && error.is_refusal() => Ok(()),
            done => done,
        };
        if done.is_err() {
            note_failure(&mut person).await;
            evidence.steps = std::mem::take(&mut person.steps);
            return done;
        }
        evidence.set_up = std::mem::take(&mut person.steps);
        baseline.put_back(made);
        made.learn_sp(target, case, Moment::AfterProvisioning).await?;
        *baseline = Baseline::of(made);
        // An SP that was started just now has nobody's account; one that runs already keeps those of lanes before.
        let of_this_sp = Mutex::default();
        let there = if target.launch.is_some() { &of_this_sp } else { &shared.accounts };
        let personas = self.personas.clone();
        let mut person = Person::new(self.browser().await?, shared.target(), &shared.pictures, &shared.learned, begun);
        person.provisioning = true;
        let done = in_time(&target.accounts, limit, make_accounts(target, made, &personas, there, &mut person)).await;
        if done.is_err() {
            note_failure(&mut person).await;
        }
        let into = if done.is_err() { &mut evidence.steps } else { &mut evidence.set_up };
        into.append(&mut person.steps);
        done
    }

    /// Ends what a lane stands on, after its connections were taken away again. Gives back what was done for
    /// that, with what went wrong, which is no case's trouble.
    pub(super) async fn take_down(&mut self, mut provisioned: ProvisionedSp) -> Vec<Step> {
        let shared = self.shared.clone();
        let target = shared.target();
        let has_ended = match &mut provisioned.sp {
            Some(sp) => sp.exited(false).await.is_some(),
            None => false,
        };
        let mut steps = Vec::new();
        if target.teardown.is_done_at_the_sp() && !has_ended {
            let done = match self.browser().await {
                Ok(browser) => {
                    let mut person =
                        Person::new(browser, shared.target(), &shared.pictures, &shared.learned, Instant::now());
                    person.provisioning = true;
                    let done = tokio::time::timeout(TEARDOWN_LIMIT, tear_down(target, &mut provisioned, &mut person));
                    let done =
                        done.await.unwrap_or_else(|_| Err(ProvisionError::TeardownTimeOut(TEARDOWN_LIMIT).into()));
                    if done.is_err() {
                        note_failure(&mut person).await;
                    }
                    steps = std::mem::take(&mut person.steps);
                    done
                }
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                let what = format!("`[teardown]` of {} failed: {}", target.name, with_causes(&error));
                shared.observer.preparing(&what);
                steps.push(Step { name: what, provision: true, ..Step::default() });
            }
        }
        if let Some(sp) = provisioned.sp {
            sp.stop().await;
        }
        for company in &provisioned.companies {
            shared.idp.idp().remove_organization(company.organization.name());
        }
        steps
    }

    async fn case(
        &mut self,
        case: &Case,
        provisioned: &Option<(ProvisionedSp, Baseline)>,
        evidence: &mut CaseEvidence,
        begun: Instant,
    ) -> Result<(), RunError> {
        let shared = self.shared.clone();
        let browser = self.browser().await?;
        let waiting = Instant::now();
        browser.empty().await?;
        let Some((provisioned, baseline)) = provisioned.as_ref() else { return Ok(()) };
        if !shared.learned.has_seen_nobody() {
            let mut person = Person::new(browser, shared.target(), &shared.pictures, &shared.learned, begun);
            let values = &provisioned.company(0)?.values;
            person.learn_nobody(LookUp { target: shared.target(), provisioned, values }).await?;
            browser.empty().await?;
        }
        let values = &provisioned.company(0)?.values;
        evidence.surroundings = Surroundings {
            login_url: absolute(&expand(values, &shared.target().login.start)?, values)?,
            shown: shared.shown.get().cloned(),
            shown_to_nobody: shared.learned.texts_to_nobody(),
            ..provisioned.surroundings()?
        };
        // Where messages go may have been learned from the SP's own metadata.
        let at = &evidence.surroundings;
        let urls = [&at.sp_base_url, &at.acs_url].into_iter().chain(&at.second_sp_base_url).map(String::as_str);
        owns_all(case, urls, &shared.options.owned)?;
        shared.had_sp.store(true, Ordering::Relaxed);
        if case.guide.is_none() {
            baseline.restore(provisioned, case);
        }
        idp_script::start_anew(provisioned)?;
        let marks: Vec<(usize, usize)> = provisioned
            .companies
            .iter()
            .map(|c| (c.organization.journal().len(), c.organization.events().len()))
            .collect();
        // What only rules look at is gathered where rules are demanded.
        let has_rules = !case.expect.rules.is_empty();
        let metadata_url = provisioned.company(0)?.values.get("sp.metadata_url").filter(|_| has_rules);
        if let Some(url) = &metadata_url {
            sp_metadata::gather(url, &shared.target().trust, case, evidence).await;
        }
        let mut person = Person::new(browser, shared.target(), &shared.pictures, &shared.learned, begun);
        person.keep_sources = has_rules;
        let mut portal = portal(&shared, case)?;
        let there = portal.as_mut().map(|engine| engine as &mut dyn Engine);
        let result = run_case(shared.target(), case, provisioned, there, &mut person, evidence).await;
        let result = result.and(idp_script::settle(case, shared.target(), provisioned, person.page(), evidence));
        if result.is_err() {
            note_failure(&mut person).await;
        }
        evidence.steps = std::mem::take(&mut person.steps);
        evidence.dom = std::mem::take(&mut person.seen).of_case(&evidence.steps, &evidence.surroundings.acs_url);
        let result = trusted(evidence).and(result);
        for (company, (messages, events)) in provisioned.companies.iter().zip(marks) {
            // A lane has hundreds of cases, and some send megabytes.
            let journal = company.organization.journal().take_since(messages);
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
            sp_metadata::gather(url, &shared.target().trust, case, evidence).await;
        }
        evidence.browser_ms = u64::try_from(browser.take_waited().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(case = %case.id, total = ?waiting.elapsed(), "case done");
        result
    }
}

/// What the case is set up with at the IdP's portal, where that is not the browser. A browser elsewhere may know the IdP by
/// another address than we do, and whoever looks on wants to see all of it.
fn portal(shared: &Shared, case: &Case) -> Result<Option<HttpEngine>, RunError> {
    let Shared { options, .. } = shared;
    let is_here = options.engine == EngineName::Browser && options.browser.webdriver.is_none();
    let is_sent = is_here && !options.browser.headed && case.sends_to_portal();
    if is_sent { HttpEngine::trusting(&shared.target().trust).map(Some) } else { Ok(None) }
}

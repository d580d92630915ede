//! One lane: a provisioned SP with a browser of its own, emptied between cases, and the plain logins in between that show
//! whether the SP still lets anybody in.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use mock_idp::organization::SettingsPatch;
use tokio::sync::watch;

use super::attempt::Baseline;
use super::idp::IdpServer;
use super::options::{Observer, RunOptions};
use super::surroundings::Ground;
use super::{Engine, EngineName};
use crate::evidence::CaseEvidence;
use crate::judge;
use crate::plan::{Case, Control, needs_browser, unsupported};
use crate::scenario::{Flow, FlowStep, Start};
use crate::target::Target;

/// How many cases share the control before and the control after them.
const SHARED: usize = 8;

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
    /// Logins beside the plan that are through, by id: they show what the SP cannot do.
    pub probes: Mutex<BTreeMap<String, Vec<CaseEvidence>>>,
}

/// A lane's worker: it keeps its browser from lane to lane.
pub struct Worker {
    pub(super) shared: Arc<Shared>,
    pub(super) browser: Option<Engine>,
    pub(super) browser_name: String,
    pub(super) index: usize,
    /// How many companies the lane needs, be it for one of its cases only.
    pub(super) companies: usize,
}

/// What a lane brought to light.
#[derive(Debug, Default)]
pub struct LaneEvidence {
    /// One for each of the lane's cases, in order.
    pub cases: Vec<CaseEvidence>,
    /// Plain logins in between, in order; their `case` is `control@<position in the lane>`.
    pub controls: Vec<CaseEvidence>,
}

/// A lane while it runs.
struct Lane<'a> {
    number: usize,
    cases: &'a [&'a Case],
    ground: Option<(Ground, Baseline)>,
    seen: LaneEvidence,
    /// The cases since the last control, which was good.
    group: Option<Group>,
}

/// Neighbours that share controls.
#[derive(Default)]
struct Group {
    /// How the control is signed.
    mode: Option<String>,
    /// Positions in the lane.
    members: Vec<usize>,
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
    pub async fn run(&mut self, number: usize, cases: &[&Case]) -> LaneEvidence {
        self.companies = cases.iter().map(|case| case.companies()).max().unwrap_or(1);
        let mut lane = Lane { number, cases, ground: None, seen: LaneEvidence::default(), group: None };
        for (position, case) in cases.iter().enumerate() {
            if let Some(reason) = self.denied(case) {
                let (case, lane_number, not_applicable) = (case.id.clone(), number, Some(reason));
                let evidence = CaseEvidence { case, lane: lane_number, not_applicable, ..CaseEvidence::default() };
                self.shared.observer.finished(&evidence);
                lane.seen.cases.push(evidence);
                continue;
            }
            let go_on = self.next(&mut lane, position, case).await;
            if !go_on && self.shared.options.fail_fast {
                break;
            }
        }
        self.close(&mut lane, cases.len()).await;
        if let Some((ground, _)) = lane.ground.take() {
            stop(ground).await;
        }
        lane.seen
    }

    /// Why `case` cannot be run, as far as that is known by now.
    fn denied(&self, case: &Case) -> Option<String> {
        let by_engine = || match self.shared.options.engine {
            EngineName::Browser => None,
            EngineName::Http => needs_browser(case),
        };
        let probes = || self.shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
        let by_probe = || judge::incapable(case, &self.shared.target, &probes());
        unsupported(case, &self.shared.target).or_else(by_engine).or_else(by_probe)
    }

    /// Runs the case at `position`, with a control before it where it needs one and has none yet. Tells whether to go on.
    async fn next(&mut self, lane: &mut Lane<'_>, position: usize, case: &Case) -> bool {
        let controlled = case.control == Control::Lane;
        if controlled {
            let other = |group: &Group| group.members.len() >= SHARED || group.mode != case.control_mode();
            if lane.group.as_ref().is_some_and(other) {
                self.close(lane, position).await;
            }
            if lane.group.as_ref().is_none_or(|group| group.mode != case.control_mode()) {
                self.control(lane, position, case).await;
                lane.group = Some(Group { mode: case.control_mode(), members: Vec::new() });
            }
        }
        self.shared.observer.started(&case.id);
        let evidence = self.tried(lane.number, case, &mut lane.ground).await;
        let go_on = self.shared.observer.finished(&evidence);
        lane.seen.cases.push(evidence);
        if lane.ground.is_none() {
            // The SP that the neighbours before this case met is gone: nobody can be asked whether it was well.
            let group = lane.group.take().unwrap_or_default();
            self.one_by_one(lane, &group.members).await;
        } else if let Some(group) = lane.group.as_mut().filter(|_| controlled) {
            group.members.push(position);
        }
        go_on
    }

    /// The control after the group, in front of the case at `position`; it is the one before the next group, too.
    async fn close(&mut self, lane: &mut Lane<'_>, position: usize) {
        let Some(group) = lane.group.take() else { return };
        let Some(last) = group.members.last().and_then(|last| lane.cases.get(*last)) else { return };
        if self.control(lane, position, last).await {
            lane.group = Some(Group { mode: group.mode, members: Vec::new() });
        } else if group.members.len() > 1 && !*self.shared.stop.borrow() {
            if let Some(failed) = lane.seen.controls.last_mut() {
                // It is kept, and covers nothing: each case gets controls of its own.
                failed.case = format!("failed-{}", failed.case);
            }
            self.one_by_one(lane, &group.members).await;
        }
    }

    /// Runs cases again, each between two controls of its own, so that one of them that breaks the SP does not void the
    /// others. When not even the first control is good, it is left at that.
    async fn one_by_one(&mut self, lane: &mut Lane<'_>, members: &[usize]) {
        let mut works = false;
        for position in members {
            let Some(case) = lane.cases.get(*position) else { continue };
            if *self.shared.stop.borrow() || !works && !self.control(lane, *position, case).await {
                return;
            }
            let mut evidence = self.tried(lane.number, case, &mut lane.ground).await;
            evidence.retries += 1;
            lane.seen.cases[*position] = evidence;
            works = self.control(lane, position + 1, case).await;
        }
    }

    /// The plain login in the lane, signed as that of `case` must be, in front of the case at `position`. Tells whether
    /// anybody was signed in.
    async fn control(&mut self, lane: &mut Lane<'_>, position: usize, case: &Case) -> bool {
        let mut plain = case.clone();
        plain.id = format!("control@{position}");
        let (sign, signature_algorithm) = case.control_signature();
        plain.idp = SettingsPatch {
            sign,
            signature_algorithm,
            // The SP of this lane knows the IdP by these.
            idp_entity_id: case.idp.idp_entity_id.clone(),
            name_id_format: case.idp.name_id_format.clone(),
            declare_redirect_endpoint: case.idp.declare_redirect_endpoint,
            idp_url_suffix: case.idp.idp_url_suffix.clone(),
            idp_url_query: case.idp.idp_url_query.clone(),
            ..SettingsPatch::default()
        };
        plain.flow = Flow::plain(Start::Sp, "employee");
        // The lane stands on what the case's recipe needs (another company's key), so it stays; it is not carried out.
        plain.flow.steps.insert(0, FlowStep::Disarm);
        plain.expect.rules.clear();
        let evidence = self.tried(lane.number, &plain, &mut lane.ground).await;
        let works = evidence.identity.as_ref().is_some_and(|identity| identity.user.is_some());
        lane.seen.controls.push(evidence);
        // An SP that lets nobody in any more is of no use to the cases that follow: they get a new one.
        if !works && let Some((ground, _)) = lane.ground.take() {
            stop(ground).await;
        }
        works
    }
}

/// Ends what a lane stands on.
pub(super) async fn stop(ground: Ground) {
    if let Some(sp) = ground.sp {
        sp.stop().await;
    }
}

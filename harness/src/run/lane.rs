//! One lane: a provisioned SP with a browser of its own, emptied between cases, and the plain logins in between that show
//! whether the SP still lets anybody in.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::baseline::Baseline;
use super::halt::{Ending, Halt};
use super::idp::IdpServer;
use super::lane_controls::LET_NOBODY_IN;
use super::look_up::Learned;
use super::options::{Observer, RunOptions};
use super::pace::Pacing;
use super::pictures::Pictures;
use super::provisioned::ProvisionedSp;
use super::{Engine, EngineName};
use crate::evidence::{
    Archive, CaseEvidence, ControlEvidence, IncidentKind, Kept, LaneControl, LaneControls, Shown, Step,
};
use crate::judge::{self, Failing};
use crate::plan::{self, Case, ControlId, DialectTrial, needs_browser, unsupported};
use crate::target::Target;

/// What all lanes of a run share.
pub struct Shared {
    /// The SP, as its target file says.
    pub given_target: Target,
    /// The SP with the IdP's settings that it can read, where those are others.
    pub readable: OnceLock<Target>,
    /// What the SP shows of whoever is signed in, once that is known.
    pub shown: OnceLock<Shown>,
    /// The mock IdP.
    pub idp: IdpServer,
    /// How to run.
    pub options: RunOptions,
    /// Hears what happens.
    pub observer: Arc<dyn Observer>,
    /// Ends the run before its time.
    pub halt: Halt,
    /// How many companies a lane of the run may need.
    pub companies_per_lane: usize,
    /// Accounts that were made at an SP that runs already, by address and company.
    pub accounts: Mutex<BTreeSet<String>>,
    /// Logins beside the lanes that are through: they show what the SP cannot do.
    pub probes: Mutex<Vec<ControlEvidence>>,
    /// What look-ups found out about the SP.
    pub learned: Learned,
    /// What pages of the run look like.
    pub pictures: Pictures,
    /// Whether a browser was there for a case to be tried in.
    pub had_browser: AtomicBool,
    /// Whether an SP was there for a case to be tried on.
    pub had_sp: AtomicBool,
    /// How fast the SP may be asked.
    pub pacing: Pacing,
    /// Where cases that are through are put away.
    pub archive: Arc<Archive>,
}

impl Shared {
    /// The SP as it is run.
    pub fn target(&self) -> &Target {
        self.readable.get().unwrap_or(&self.given_target)
    }
}

/// A lane's worker: it keeps its browser from lane to lane.
pub struct Worker {
    pub(super) shared: Arc<Shared>,
    pub(super) browser: Option<Box<dyn Engine>>,
    pub(super) browser_name: String,
    /// Whether the last attempt at a case lost its browser, at a WebDriver endpoint.
    pub(super) has_lost_browser: bool,
    pub(super) index: usize,
    /// How many companies the lane needs, be it for one of its cases only.
    pub(super) companies: usize,
    /// Who needs an account for the lane.
    pub(super) personas: Vec<&'static str>,
}

/// What a lane brought to light.
#[derive(Clone, Debug, Default)]
pub struct LaneEvidence {
    /// One for each of the lane's cases, in order.
    pub cases: Vec<Kept>,
    /// Its controls, in the order in which they were run.
    pub controls: Vec<LaneControl>,
}

/// A lane while it runs.
pub(super) struct Lane<'a> {
    pub(super) number: usize,
    pub(super) cases: &'a [&'a Case],
    /// Whether a failure of one of them ends the run.
    fail_fast: bool,
    /// Whether its only case is a login beside the lanes.
    is_beside: bool,
    /// The group of each case, an index into what [`plan::groups`] says; none for a case without a control in the lane.
    group_of: Vec<Option<usize>>,
    pub(super) provisioned: Option<(ProvisionedSp, Baseline)>,
    pub(super) seen: LaneEvidence,
    /// How the SP was set up for a control: the report shows it with the case that comes next.
    pub(super) set_up: Vec<Step>,
    /// The group whose cases are being run.
    pub(super) open: Option<OpenGroup>,
    /// The control after the group before, while it is good: it is the one before the next group, too.
    pub(super) shared: Option<ControlId>,
}

/// A group of neighbours after its first control and before its last.
pub(super) struct OpenGroup {
    pub(super) number: usize,
    /// The control before the first member.
    pub(super) before: ControlId,
    /// Positions in the lane of those that were run.
    pub(super) members: Vec<usize>,
}

impl<'a> Lane<'a> {
    fn new(number: usize, cases: &'a [&'a Case]) -> Self {
        let mut group_of = vec![None; cases.len()];
        for (group, members) in plan::groups(cases).into_iter().enumerate() {
            members.into_iter().for_each(|position| group_of[position] = Some(group));
        }
        Self {
            number,
            cases,
            fail_fast: false,
            is_beside: false,
            group_of,
            provisioned: None,
            seen: LaneEvidence::default(),
            set_up: Vec::new(),
            open: None,
            shared: None,
        }
    }

    /// Puts those cases away that nothing will change any more: not those of the open group, and not the last one, with
    /// which the report shows how the SP was taken down.
    fn put_away_before_the_open(&mut self, archive: &Arc<Archive>) {
        let open = self.open.as_ref().and_then(|open| open.members.first().copied());
        let last = self.seen.cases.len().saturating_sub(1);
        // The last control is the one before what comes.
        self.put_away(open.map_or(last, |open| open.min(last)), self.seen.controls.len().saturating_sub(1), archive);
    }

    /// Puts the first `cases` and the first `controls` away. On a full disk they stay in memory: that is said when the whole
    /// record is stored.
    fn put_away(&mut self, cases: usize, controls: usize, archive: &Arc<Archive>) {
        // What was put away before is at the beginning.
        let cases = self.seen.cases[..cases].iter_mut().rev().take_while(|case| !case.is_away());
        let controls = self.seen.controls[..controls].iter_mut().rev().map(|control| &mut control.login);
        for kept in cases.chain(controls.take_while(|login| !login.is_away())) {
            if kept.put_away(archive).is_err() {
                return;
            }
        }
    }

    /// Writes into the evidence of the case at `position` between which controls it was run.
    pub(super) fn covered(&mut self, position: usize, before: &ControlId, after: Option<&ControlId>) {
        let controls = LaneControls { before: Some(before.clone()), after: after.cloned(), in_a_row: None };
        self.seen.cases[position].change(|seen| seen.controls = controls);
    }
}

impl Worker {
    /// A worker without a browser yet.
    pub fn new(shared: Arc<Shared>, index: usize) -> Self {
        Self {
            shared,
            browser: None,
            browser_name: String::new(),
            has_lost_browser: false,
            index,
            companies: 1,
            personas: Vec::new(),
        }
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
        let fail_fast = self.shared.options.fail_fast;
        self.run_lane(Lane { fail_fast, ..Lane::new(number, cases) }).await
    }

    /// Runs a login beside the lanes, in a lane of its own. What it finds out about the SP is no failure of a case.
    pub async fn run_beside(&mut self, number: usize, case: &Case) -> LaneEvidence {
        self.run_lane(Lane { is_beside: true, ..Lane::new(number, &[case]) }).await
    }

    async fn run_lane(&mut self, mut lane: Lane<'_>) -> LaneEvidence {
        let (number, cases) = (lane.number, lane.cases);
        self.personas = plan::accounts(cases.iter().copied());
        self.companies = cases.iter().map(|case| case.companies()).max().unwrap_or(1);
        self.let_victim_come_first(&mut lane).await;
        for (position, case) in cases.iter().enumerate() {
            lane.put_away_before_the_open(&self.shared.archive);
            if let Some(reason) = self.denied(case) {
                let (case, lane_number, not_applicable) = (case.id.to_string(), number, Some(reason));
                let evidence = CaseEvidence { case, lane: lane_number, not_applicable, ..CaseEvidence::default() };
                self.shared.observer.finished(&evidence);
                lane.seen.cases.push(evidence.into());
                continue;
            }
            if let Some(evidence) = self.seen_before(&lane, case) {
                lane.seen.cases.push(evidence.into());
                self.stop_at_failure(&mut lane, position).await;
                if self.shared.halt.has_ended() {
                    break;
                }
                continue;
            }
            if self.next(&mut lane, position, case).await.is_break() {
                break;
            }
        }
        // What ends early has no time for another login.
        if !self.shared.halt.has_ended() {
            self.end_group(&mut lane).await;
        }
        self.take_down_of(&mut lane).await;
        lane.put_away(lane.seen.cases.len(), lane.seen.controls.len(), &self.shared.archive);
        lane.seen
    }

    /// Logs the victim in at an SP that was started for the lane, where whoever comes first may be called as they are. One
    /// that runs already has seen them.
    async fn let_victim_come_first(&mut self, lane: &mut Lane<'_>) {
        let shows = self.shared.shown.get().map(|shown| shown.shows);
        let login = plan::first_login_of_victim(lane.cases, shows).filter(|_| self.shared.target().launch.is_some());
        if let Some(login) = login {
            let mut seen = self.tried(lane.number, &login, &mut lane.provisioned).await;
            lane.set_up.append(&mut seen.set_up);
        }
    }

    /// What the first trial of the dialect showed of `case`, if it was that very case: it need not be run twice. Where the
    /// SP refuses the dialect, the case has that verdict, and a login beside the lanes is run in the other dialect. After
    /// trouble, or when the SP was lost, the case is run in its lane, where it can have controls of its own.
    fn seen_before(&self, lane: &Lane<'_>, case: &Case) -> Option<CaseEvidence> {
        if lane.is_beside && self.shared.readable.get().is_some() {
            return None;
        }
        let probes = self.shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
        let first = probes.iter().find(|control| control.id == ControlId::Dialect(DialectTrial::Jumpcloud))?;
        let is_sound = first.login.incident.is_none() && first.login.again.is_none();
        let is_same = is_sound && case.id == first.login.case;
        // Else that trial was done with a NameID which the SP does not know.
        (is_same && judge::wanted_subject(&probes).is_none()).then(|| {
            let mut evidence = CaseEvidence { lane: lane.number, ..first.login.clone() };
            evidence.surroundings.shown = self.shared.shown.get().cloned();
            evidence
        })
    }

    /// Why `case` cannot be run, as far as that is known by now.
    fn denied(&self, case: &Case) -> Option<String> {
        let by_engine = || match self.shared.options.engine {
            EngineName::Browser => None,
            EngineName::Http => needs_browser(case),
        };
        let probes = || self.shared.probes.lock().unwrap_or_else(PoisonError::into_inner);
        let by_probe = || judge::unsupported_by_probe(case, self.shared.target(), &probes());
        unsupported(case, self.shared.target()).or_else(by_engine).or_else(by_probe)
    }

    /// Runs the case at `position`, the last one so far, in its group if it has one. Breaks when it ended the run, or
    /// the run was ended meanwhile.
    async fn next(&mut self, lane: &mut Lane<'_>, position: usize, case: &Case) -> ControlFlow<()> {
        if let Some(group) = lane.group_of[position] {
            self.open_group(lane, group, case).await;
        }
        self.shared.observer.started(&case.id);
        let mut evidence = self.tried(lane.number, case, &mut lane.provisioned).await;
        evidence.set_up.splice(0..0, std::mem::take(&mut lane.set_up));
        lane.seen.cases.push(evidence.into());
        let before = lane.open.as_ref().filter(|_| lane.group_of[position].is_some()).map(|open| open.before.clone());
        if let Some(before) = before {
            lane.covered(position, &before, None);
        }
        let (is_gone, is_launched) = (lane.provisioned.is_none(), self.shared.target().launch.is_some());
        self.once_more(lane, position).await;
        self.settle_pictures_of(lane, position);
        self.shared.observer.finished(&lane.seen.cases[position].seen());
        if is_gone {
            // The SP that the neighbours before this case met is gone: nobody can be asked whether it was well.
            lane.shared = None;
            if let Some(group) = lane.open.take() {
                self.one_by_one(lane, &group.members, LET_NOBODY_IN).await;
                // Those before it may have closed the SP to everybody, as too many bad responses do.
                let incident = lane.seen.cases[position].seen().incident.clone();
                let incident = incident.filter(|incident| incident.kind == IncidentKind::Selector && is_launched);
                if let Some(incident) = incident.filter(|_| !group.members.is_empty()) {
                    self.one_by_one(lane, &[position], &incident.message).await;
                }
            }
        } else if let Some(open) = lane.open.as_mut().filter(|_| lane.group_of[position].is_some()) {
            open.members.push(position);
        }
        self.stop_at_failure(lane, position).await;
        if self.shared.halt.has_ended() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// With `--fail-fast`, ends the run when the case at `position` failed. Where only the control after it can tell, its
    /// group ends here.
    async fn stop_at_failure(&mut self, lane: &mut Lane<'_>, position: usize) {
        if lane.fail_fast && self.failing(lane, position) == Failing::Unproven {
            self.end_group(lane).await;
        }
        if lane.fail_fast && self.failing(lane, position) == Failing::Proven {
            self.shared.halt.end(Ending::Failed(lane.cases[position].id.clone()));
        }
    }

    fn failing(&self, lane: &Lane<'_>, position: usize) -> Failing {
        let seen = lane.seen.cases[position].seen();
        let around = seen.around(&lane.seen.controls);
        judge::failing(lane.cases[position], self.shared.target(), &seen, &around)
    }

    /// Keeps the pictures of the case at `position`, or lets go of them, by what is known of it now.
    pub(super) fn settle_pictures_of(&self, lane: &mut Lane<'_>, position: usize) {
        if !self.shared.pictures.are_of_failures() {
            return;
        }
        let seen = lane.seen.cases[position].seen();
        let is_as_demanded = judge::is_as_demanded(lane.cases[position], &seen, &seen.around(&lane.seen.controls));
        drop(seen);
        lane.seen.cases[position].change(|seen| self.settle_pictures(seen, is_as_demanded));
    }

    pub(super) fn settle_pictures(&self, evidence: &mut CaseEvidence, is_as_demanded: bool) {
        self.say_unkept(self.shared.pictures.settle(evidence, is_as_demanded));
    }

    /// Pictures are for people: a case stands without them, so it is only said that they could not be kept.
    fn say_unkept(&self, kept: io::Result<()>) {
        if let Err(error) = kept {
            let folder = self.shared.options.evidence.display();
            self.shared.observer.preparing(&format!("the screenshots cannot be kept in {folder}: {error}"));
        }
    }

    /// Ends what the lane stands on, if there is still something.
    pub(super) async fn take_down_of(&mut self, lane: &mut Lane<'_>) {
        let Some((provisioned, _)) = lane.provisioned.take() else { return };
        let steps = self.take_down(provisioned).await;
        steps.iter().for_each(|step| self.say_unkept(self.shared.pictures.write(&step.page)));
        if let Some(last) = lane.seen.cases.last_mut() {
            last.change(|seen| seen.set_up.extend(steps));
        }
    }
}

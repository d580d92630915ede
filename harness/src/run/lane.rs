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
use super::look_up::Learned;
use super::options::{Observer, RunOptions};
use super::pace::Pacing;
use super::pictures::Pictures;
use super::provisioned::ProvisionedSp;
use super::{Engine, EngineName};
use crate::evidence::{Archive, CaseEvidence, ControlEvidence, Kept, LaneControl, LaneControls, Shown, Step};
use crate::judge::{self, Failing};
use crate::plan::{self, CONTROL_PERSONA, Case, ControlId, DialectTrial, needs_browser, unsupported};
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
struct Lane<'a> {
    number: usize,
    cases: &'a [&'a Case],
    /// Whether a failure of one of them ends the run.
    fail_fast: bool,
    /// Whether its only case is a login beside the lanes.
    is_beside: bool,
    /// The group of each case, an index into what [`plan::groups`] says; none for a case without a control in the lane.
    group_of: Vec<Option<usize>>,
    provisioned: Option<(ProvisionedSp, Baseline)>,
    seen: LaneEvidence,
    /// How the SP was set up for a control: the report shows it with the case that comes next.
    set_up: Vec<Step>,
    /// The group whose cases are being run.
    open: Option<OpenGroup>,
    /// The control after the group before, while it is good: it is the one before the next group, too.
    shared: Option<ControlId>,
}

/// A group of neighbours after its first control and before its last.
struct OpenGroup {
    number: usize,
    /// The control before the first member.
    before: ControlId,
    /// Positions in the lane of those that were run.
    members: Vec<usize>,
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
    fn covered(&mut self, position: usize, before: &ControlId, after: Option<&ControlId>) {
        let controls = LaneControls { before: Some(before.clone()), after: after.cloned() };
        self.seen.cases[position].change(|seen| seen.controls = controls);
    }
}

/// How a lane's cases get their controls.
///
/// A control before each case and one after it would triple the time of a run, so neighbours share them: the lane goes
/// through its planned groups, with a control before the first member and one after the last. While all is well nothing
/// more is done. When the control after a group fails, one of its members broke the SP and nobody knows which; when the
/// SP is gone in the middle of a group, those before can not be covered any more. Then the members are run again, each
/// between two controls of its own, so that one case that breaks the SP does not void its neighbours.
///
/// A case that was alone with the SP when that was lost is suspected of having done it. It is done once more on a fresh
/// SP: only who sees both attempts can say whether the SP was lost because of what it was sent.
impl Worker {
    /// A worker without a browser yet.
    pub fn new(shared: Arc<Shared>, index: usize) -> Self {
        Self { shared, browser: None, browser_name: String::new(), index, companies: 1, personas: Vec::new() }
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
        let is_gone = lane.provisioned.is_none();
        self.once_more(lane, position).await;
        self.settle_pictures_of(lane, position);
        self.shared.observer.finished(&lane.seen.cases[position].seen());
        if is_gone {
            // The SP that the neighbours before this case met is gone: nobody can be asked whether it was well.
            lane.shared = None;
            if let Some(group) = lane.open.take() {
                self.one_by_one(lane, &group.members).await;
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

    /// Sees to it that the group `number`, to which `case` belongs, is the one that is open.
    async fn open_group(&mut self, lane: &mut Lane<'_>, number: usize, case: &Case) {
        if lane.open.as_ref().is_some_and(|open| open.number == number) {
            return;
        }
        let last = lane.open.as_ref().and_then(|open| open.members.last()).map(|last| lane.cases[*last]);
        self.end_group(lane).await;
        let shared = lane.shared.take().filter(|_| last.is_some_and(|last| plan::shares_control(last, case)));
        let before = match shared {
            Some(control) => control,
            None => self.control(lane, case).await.0,
        };
        lane.open = Some(OpenGroup { number, before, members: Vec::new() });
    }

    /// Runs the control after the group that is open.
    async fn end_group(&mut self, lane: &mut Lane<'_>) {
        let Some(group) = lane.open.take() else { return };
        let Some(last) = group.members.last().map(|last| lane.cases[*last]) else { return };
        let (after, works) = self.control(lane, last).await;
        for position in &group.members {
            lane.covered(*position, &group.before, Some(&after));
        }
        if works {
            // One login serves as the control after this group and before the next: it saves a third of the controls.
            lane.shared = Some(after);
        } else if let [alone] = group.members[..] {
            self.once_more(lane, alone).await;
            self.settle_pictures_of(lane, alone);
        } else {
            self.one_by_one(lane, &group.members).await;
        }
    }

    /// Runs cases again, each between two controls of its own; the one after a case is the one before the next, if it is
    /// good. When the control before a case fails even on a fresh SP, it is left at what is known: the SP lets nobody in,
    /// whatever it was sent.
    async fn one_by_one(&mut self, lane: &mut Lane<'_>, members: &[usize]) {
        lane.shared = None;
        let mut good: Option<ControlId> = None;
        for position in members {
            let case = lane.cases[*position];
            if self.shared.halt.has_ended() {
                return;
            }
            let before = match good.take() {
                Some(control) => control,
                None => match self.control(lane, case).await {
                    (control, true) => control,
                    (_, false) => return,
                },
            };
            let mut evidence = self.tried(lane.number, case, &mut lane.provisioned).await;
            // The report shows that the evidence is not that of the first attempt.
            tried_before(&mut evidence, "the plain login after it and its neighbours let nobody in");
            (evidence.controls, good) = self.control_after(lane, case, before).await;
            lane.seen.cases[*position] = evidence.into();
            if good.is_none() {
                self.once_more(lane, *position).await;
            }
            self.settle_pictures_of(lane, *position);
        }
    }

    /// Does the case at `position` once more if the SP was lost by it: on a fresh SP, between controls of its own where
    /// the SP can have any (a guide's SP is set up by the case itself). Only an SP that we start can be had afresh.
    async fn once_more(&mut self, lane: &mut Lane<'_>, position: usize) {
        let is_lost = |evidence: &CaseEvidence, lane: &Lane<'_>| {
            judge::sp_loss(evidence, &evidence.around(&lane.seen.controls)).is_some()
        };
        let seen = lane.seen.cases[position].seen();
        let launched = self.shared.target().launch.is_some();
        if !launched || self.shared.halt.has_ended() || !is_lost(&seen, lane) {
            return;
        }
        drop(seen);
        self.take_down_of(lane).await;
        let case = lane.cases[position];
        let mut again;
        if case.guide.is_some() {
            again = self.tried(lane.number, case, &mut lane.provisioned).await;
        } else {
            let (before, true) = self.control(lane, case).await else { return };
            again = self.tried(lane.number, case, &mut lane.provisioned).await;
            (again.controls, _) = self.control_after(lane, case, before).await;
        }
        // Whoever asks for retries wants to know what the SP does when nothing disturbs it.
        if self.shared.options.retries > 0 && !is_lost(&again, lane) {
            tried_before(&mut again, "after it the SP let nobody in any more, or had ended; that did not happen again");
            lane.seen.cases[position] = again.into();
        } else {
            lane.seen.cases[position].change(|seen| seen.again = Some(Box::new(again)));
        }
    }

    /// Runs the control after `case`, which had the control `before`, if its SP is still there. Tells between which
    /// controls the case was, and the one after it if that works.
    async fn control_after(
        &mut self,
        lane: &mut Lane<'_>,
        case: &Case,
        before: ControlId,
    ) -> (LaneControls, Option<ControlId>) {
        if lane.provisioned.is_none() {
            return (LaneControls { before: Some(before), after: None }, None);
        }
        let (after, works) = self.control(lane, case).await;
        (LaneControls { before: Some(before), after: Some(after.clone()) }, works.then_some(after))
    }

    /// Runs the control of `case` in the lane. Tells which one it is, and whether it works.
    async fn control(&mut self, lane: &mut Lane<'_>, case: &Case) -> (ControlId, bool) {
        let id = ControlId::Lane { lane: lane.number, position: lane.seen.controls.len() };
        let mut login = self.tried(lane.number, &plan::lane_control(case), &mut lane.provisioned).await;
        login.case = id.to_string();
        lane.set_up.append(&mut login.set_up);
        let works = judge::control_works(&login, CONTROL_PERSONA).is_ok();
        self.settle_pictures(&mut login, works);
        lane.seen.controls.push(LaneControl { id: id.clone(), login: login.into() });
        // An SP that lets nobody in any more is of no use to the cases that follow: they get a new one.
        if !works {
            self.take_down_of(lane).await;
        }
        (id, works)
    }

    /// Keeps the pictures of the case at `position`, or lets go of them, by what is known of it now.
    fn settle_pictures_of(&self, lane: &mut Lane<'_>, position: usize) {
        if !self.shared.pictures.are_of_failures() {
            return;
        }
        let seen = lane.seen.cases[position].seen();
        let is_as_demanded = judge::is_as_demanded(lane.cases[position], &seen, &seen.around(&lane.seen.controls));
        drop(seen);
        lane.seen.cases[position].change(|seen| self.settle_pictures(seen, is_as_demanded));
    }

    fn settle_pictures(&self, evidence: &mut CaseEvidence, is_as_demanded: bool) {
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
    async fn take_down_of(&mut self, lane: &mut Lane<'_>) {
        let Some((provisioned, _)) = lane.provisioned.take() else { return };
        let steps = self.take_down(provisioned).await;
        steps.iter().for_each(|step| self.say_unkept(self.shared.pictures.write(&step.page)));
        if let Some(last) = lane.seen.cases.last_mut() {
            last.change(|seen| seen.set_up.extend(steps));
        }
    }
}
/// `evidence` is not that of the first attempt, which did not count for this reason.
fn tried_before(evidence: &mut CaseEvidence, reason: &str) {
    evidence.retries += 1;
    evidence.earlier.insert(0, reason.to_owned());
}

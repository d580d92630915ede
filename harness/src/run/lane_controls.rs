//! The plain logins between a lane's cases: they show whether the SP still lets anybody in.
//!
//! A control before each case and one after it would triple the time of a run, so neighbours share them: the lane goes
//! through its planned groups, with a control before the first member and one after the last. While all is well nothing
//! more is done. When the control after a group fails, one of its members broke the SP and nobody knows which; when the
//! SP is gone in the middle of a group, those before can not be covered any more. Then the members are run again, each
//! between two controls of its own, so that one case that breaks the SP does not void its neighbours.
//!
//! A case that was alone with the SP when that was lost is suspected of having done it. It is done once more on a fresh
//! SP: only who sees both attempts can say whether the SP was lost because of what it was sent. Where the SP lives and lets
//! nobody in, two plain logins in a row come first there: it may let nobody in twice.

use super::lane::{Lane, OpenGroup, Worker};
use crate::evidence::{CaseEvidence, LaneControl, LaneControls};
use crate::judge;
use crate::outcome::OutcomeKind;
use crate::plan::{self, CONTROL_PERSONA, Case, ControlId};

/// Why the cases of a group are run again, each by itself.
pub(super) const LET_NOBODY_IN: &str = "the plain login after it and its neighbours let nobody in";

impl Worker {
    /// Sees to it that the group `number`, to which `case` belongs, is the one that is open.
    pub(super) async fn open_group(&mut self, lane: &mut Lane<'_>, number: usize, case: &Case) {
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
    pub(super) async fn end_group(&mut self, lane: &mut Lane<'_>) {
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
            self.one_by_one(lane, &group.members, LET_NOBODY_IN).await;
        }
    }

    /// Runs cases again, each between two controls of its own; the one after a case is the one before the next, if it is
    /// good. When the control before a case fails even on a fresh SP, it is left at what is known: the SP lets nobody in,
    /// whatever it was sent. `reason` says why the attempts before do not count.
    pub(super) async fn one_by_one(&mut self, lane: &mut Lane<'_>, members: &[usize], reason: &str) {
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
            tried_before(&mut evidence, reason);
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
    pub(super) async fn once_more(&mut self, lane: &mut Lane<'_>, position: usize) {
        let loss =
            |evidence: &CaseEvidence, lane: &Lane<'_>| judge::sp_loss(evidence, &evidence.around(&lane.seen.controls));
        let launched = self.shared.target().launch.is_some();
        let is_closed = |evidence: &CaseEvidence, lane: &Lane<'_>| {
            judge::is_closed_after(evidence, &evidence.around(&lane.seen.controls))
        };
        let seen = lane.seen.cases[position].seen();
        let (lost, closed) = (loss(&seen, lane), is_closed(&seen, lane));
        drop(seen);
        if !launched || self.shared.halt.has_ended() || lost.is_none() && !closed {
            return;
        }
        self.take_down_of(lane).await;
        let case = lane.cases[position];
        let mut again;
        if case.guide.is_some() {
            again = self.tried(lane.number, case, &mut lane.provisioned).await;
        } else {
            let (mut before, true) = self.control(lane, case).await else { return };
            if closed || lost == Some(OutcomeKind::SpLockedOut) {
                let (second, works) = self.control(lane, case).await;
                if !works {
                    lane.seen.cases[position].change(|seen| seen.controls.in_a_row = Some(second));
                    return;
                }
                before = second;
            }
            again = self.tried(lane.number, case, &mut lane.provisioned).await;
            (again.controls, _) = self.control_after(lane, case, before).await;
        }
        // An SP that closes after so many bad responses was closed by those before: alone on a fresh one, between two good
        // controls, the case shows what it has to show. One that ended may have been ended from outside: there it takes
        // somebody who asks for retries, and wants to know what the SP does when nothing disturbs it.
        let counts = self.shared.options.retries > 0 || lost != Some(OutcomeKind::SpEnded);
        if counts && loss(&again, lane).is_none() && !is_closed(&again, lane) {
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
            return (LaneControls { before: Some(before), after: None, in_a_row: None }, None);
        }
        let (after, works) = self.control(lane, case).await;
        (LaneControls { before: Some(before), after: Some(after.clone()), in_a_row: None }, works.then_some(after))
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
}

/// `evidence` is not that of the first attempt, which did not count for this reason.
fn tried_before(evidence: &mut CaseEvidence, reason: &str) {
    evidence.retries += 1;
    evidence.earlier.insert(0, reason.to_owned());
}

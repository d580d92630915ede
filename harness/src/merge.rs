//! Shards into one run. Pure: records come in, one record goes out, as if all had been run at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use crate::evidence::{CaseEvidence, Kept, LaneControl};
use crate::plan::{ControlId, Plan};
use crate::record::Record;

/// Why records are no parts of one run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeError {
    /// There is none.
    #[error("there is nothing to merge")]
    Nothing,
    /// They do not belong together.
    #[error(
        "these are no parts of one run: {what} is `{first}` in the first report and `{other}` in report {position}"
    )]
    Different {
        /// What differs.
        what: &'static str,
        /// As the first record has it.
        first: String,
        /// As the other has it.
        other: String,
        /// Which report that is, from 1.
        position: usize,
    },
    /// A case is in two of them.
    #[error(
        "`{case}` is in two of the reports; `report merge` is for shards, and `compare` for runs of the same cases"
    )]
    Twice {
        /// The case.
        case: String,
    },
}

/// One record of all `records`, which are shards of one run, in order.
///
/// Cases take turns, as shards do: part I of N has every N-th case. A login beside the cases that several parts have done
/// counts as the first of them did it; it says the same of the same SP. `keep` keeps what was seen of a case.
pub fn merged(records: Vec<Record>, mut keep: impl FnMut(CaseEvidence) -> Kept) -> Result<Record, MergeError> {
    belong_together(&records)?;
    let mut records = records.into_iter();
    let first = records.next().ok_or(MergeError::Nothing)?;
    let (call, target) = (first.call.clone(), first.target.clone());
    let parts: Vec<Record> = std::iter::once(first).chain(records).collect();
    let order = in_turns(&parts);
    let mut plan = Plan::default();
    let mut evidence = parts[0].evidence.clone();
    (evidence.cases, evidence.lane_controls, evidence.controls) = Default::default();
    // Where each part's case went.
    let mut places: Vec<Vec<usize>> = parts.iter().map(|part| vec![0; part.plan.cases.len()]).collect();
    for (position, (part, case)) in order.iter().enumerate() {
        places[*part][*case] = position;
        plan.cases.push(parts[*part].plan.cases[*case].clone());
    }
    // How many lanes the parts before each have.
    let mut offsets = Vec::new();
    for (part, places) in parts.iter().zip(&places) {
        let offset = plan.lanes.len();
        offsets.push(offset);
        let lanes = part.plan.lanes.iter().map(|lane| lane.iter().map(|case| places[*case]).collect());
        plan.lanes.extend(lanes);
        for control in &part.plan.extra_controls {
            if !plan.extra_controls.iter().any(|known| known.id == control.id) {
                plan.extra_controls.push(control.clone());
            }
        }
        for control in &part.evidence.lane_controls {
            let mut id = control.id.clone();
            moved(&mut id, offset);
            let mut login = Arc::unwrap_or_clone(control.login.seen());
            move_lanes(&mut login, offset);
            login.case = id.to_string();
            evidence.lane_controls.push(LaneControl { id, login: keep(login) });
        }
        for control in &part.evidence.controls {
            if evidence.control(&control.id).is_none() {
                let mut control = control.clone();
                move_lanes(&mut control.login, offset);
                evidence.controls.push(control);
            }
        }
        evidence.duration_ms = evidence.duration_ms.max(part.evidence.duration_ms);
        evidence.jobs = evidence.jobs.max(part.evidence.jobs);
        evidence.stopped_at = evidence.stopped_at.or_else(|| part.evidence.stopped_at.clone());
        evidence.waited = evidence.waited.or_else(|| part.evidence.waited.clone());
        evidence.nobody = evidence.nobody.or_else(|| part.evidence.nobody.clone());
    }
    evidence.cases = order
        .iter()
        .map(|(part, case)| {
            let seen = parts[*part].evidence.cases.get(*case).map(Kept::seen);
            let mut seen = seen.map(Arc::unwrap_or_clone).unwrap_or_default();
            move_lanes(&mut seen, offsets[*part]);
            keep(seen)
        })
        .collect();
    Ok(Record { call, plan, target, evidence })
}

fn belong_together(records: &[Record]) -> Result<(), MergeError> {
    let Some(first) = records.first() else { return Err(MergeError::Nothing) };
    for (index, record) in records.iter().enumerate().skip(1) {
        let differs = |what, first: &str, other: &str| {
            let (first, other) = (first.to_owned(), other.to_owned());
            (first != other).then_some(MergeError::Different { what, first, other, position: index + 1 })
        };
        let found = differs("the target", &first.evidence.target, &record.evidence.target)
            .or_else(|| differs("the engine", &first.evidence.engine, &record.evidence.engine))
            .or_else(|| differs("the call", &first.call.options.join(" "), &record.call.options.join(" ")));
        if let Some(error) = found {
            return Err(error);
        }
    }
    let mut seen = BTreeSet::new();
    let mut cases = records.iter().flat_map(|record| &record.plan.cases);
    match cases.find(|case| !seen.insert(case.id.clone())) {
        Some(case) => Err(MergeError::Twice { case: case.id.to_string() }),
        None => Ok(()),
    }
}

/// Part and case, by turns.
fn in_turns(parts: &[Record]) -> Vec<(usize, usize)> {
    let longest = parts.iter().map(|part| part.plan.cases.len()).max().unwrap_or(0);
    let turns = (0..longest).flat_map(|case| (0..parts.len()).map(move |part| (part, case)));
    turns.filter(|(part, case)| *case < parts[*part].plan.cases.len()).collect()
}

/// Lanes of a later part come after those of the parts before it.
fn move_lanes(evidence: &mut CaseEvidence, offset: usize) {
    evidence.lane += offset;
    let controls = &mut evidence.controls;
    controls.before.iter_mut().chain(&mut controls.after).for_each(|id| moved(id, offset));
    if let Some(again) = &mut evidence.again {
        move_lanes(again, offset);
    }
}

fn moved(id: &mut ControlId, offset: usize) {
    if let ControlId::Lane { lane, .. } = id {
        *lane += offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Judgement;
    use crate::sample;

    /// The cases of `record` at these places, with their lanes.
    fn part(record: &Record, cases: &[usize]) -> Record {
        let mut part = record.clone();
        part.plan.cases = cases.iter().map(|case| record.plan.cases[*case].clone()).collect();
        part.evidence.cases = cases.iter().map(|case| record.evidence.cases[*case].clone()).collect();
        let lanes =
            record.plan.lanes.iter().map(|lane| {
                lane.iter().filter_map(|case| cases.iter().position(|kept| kept == case)).collect::<Vec<_>>()
            });
        part.plan.lanes = lanes.collect();
        part
    }

    #[test]
    fn two_shards_have_the_verdicts_of_the_whole_in_its_order() {
        let whole = sample::record();
        let shards = vec![part(&whole, &[0, 2, 4, 6, 8]), part(&whole, &[1, 3, 5, 7, 9])];
        let merged = Judgement::of(merged(shards, Kept::from).unwrap());
        let whole = Judgement::of(whole);
        assert_eq!(merged.results, whole.results);
        assert_eq!((merged.exit_status(), merged.findings), (whole.exit_status(), whole.findings));
        assert_eq!(merged.plan.lanes.concat().len(), 10);
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        let whole = sample::record();
        let refused = |records| merged(records, Kept::from).unwrap_err().to_string();
        assert!(refused(vec![whole.clone(), whole.clone()]).contains("`login/sp-initiated` is in two of the reports"));
        let mut other = part(&whole, &[1]);
        other.evidence.engine = "http".to_owned();
        let said = refused(vec![part(&whole, &[0]), other]);
        assert!(said.contains("the engine is `browser` in the first report and `http` in report 2"), "{said}");
        assert_eq!(merged(Vec::new(), Kept::from).unwrap_err(), MergeError::Nothing);
    }
}

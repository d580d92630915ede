//! Shards into one run. Pure: records come in, one record goes out, as if all had been run at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::case_id::CaseId;
use crate::evidence::{CaseEvidence, Kept, LaneControl, digest};
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
    /// A part is not among them.
    #[error(
        "{count} cases of the run are in none of the reports, such as `{case}`: name the reports of all its shards, and run \
         all of these with the same `--durations`, if any"
    )]
    Lacking {
        /// How many cases.
        count: usize,
        /// The first of them.
        case: String,
    },
    /// A case is in two of them.
    #[error(
        "`{case}` is in two of the reports; `report merge` is for shards that were made by the same `--durations`, and `compare` for \
         runs of the same cases"
    )]
    Twice {
        /// The case.
        case: String,
    },
}

/// One record of all `records`, which are the shards of one run.
///
/// Cases are in the order of the whole run. A login beside the cases that several parts have done
/// counts as the first of them did it; it says the same of the same SP. `keep` keeps what was seen of a case.
pub fn merged(records: Vec<Record>, mut keep: impl FnMut(CaseEvidence) -> Kept) -> Result<Record, MergeError> {
    belong_together(&records)?;
    let mut records = records.into_iter();
    let first = records.next().ok_or(MergeError::Nothing)?;
    let (call, target) = (first.call.clone(), first.target.clone());
    let parts: Vec<Record> = std::iter::once(first).chain(records).collect();
    let order = order(&parts)?;
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

/// The whole run that `part` is of, in words.
fn whole(part: &Record) -> String {
    match part.plan.whole.as_slice() {
        [] => "no run in shards".to_owned(),
        // Their number alone would take other cases for the same.
        cases => {
            let ids: Vec<&str> = cases.iter().map(|id| id.as_str()).collect();
            format!("{} cases ({})", ids.len(), &digest(&ids.join("\n"))[..8])
        }
    }
}

/// Whether `records` are all shards of one run.
pub fn fit(records: &[Record]) -> Result<(), MergeError> {
    belong_together(records)?;
    order(records).map(|_| ())
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
            .or_else(|| differs("the call", &first.call.options.join(" "), &record.call.options.join(" ")))
            .or_else(|| differs("the whole run", &whole(first), &whole(record)));
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

/// Part and case, as the whole run has them. Runs that were no shards come one after the other.
fn order(parts: &[Record]) -> Result<Vec<(usize, usize)>, MergeError> {
    let cases = |part: &Record| part.plan.cases.iter().map(|case| case.id.clone()).collect::<Vec<_>>();
    let all = parts.iter().map(cases).enumerate();
    let places = all.flat_map(|(part, ids)| ids.into_iter().enumerate().map(move |(case, id)| (id, (part, case))));
    let Some(whole) = parts.first().map(|part| &part.plan.whole).filter(|whole| !whole.is_empty()) else {
        return Ok(places.map(|(_, place)| place).collect());
    };
    let places: BTreeMap<CaseId, (usize, usize)> = places.collect();
    let lacking: Vec<&CaseId> = whole.iter().filter(|id| !places.contains_key(*id)).collect();
    match lacking.first() {
        Some(case) => Err(MergeError::Lacking { count: lacking.len(), case: case.to_string() }),
        None => Ok(whole.iter().map(|id| places[id]).collect()),
    }
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
        part.plan.whole = record.plan.cases.iter().map(|case| case.id.clone()).collect();
        part
    }

    #[test]
    fn two_shards_have_the_verdicts_of_the_whole_in_its_order() {
        let whole = sample::record();
        let shards = vec![part(&whole, &[0, 4, 5, 9]), part(&whole, &[1, 2, 3, 6, 7, 8])];
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
        let mut of_another = part(&whole, &[1]);
        of_another.plan.whole.pop();
        let said = refused(vec![part(&whole, &[0]), of_another]);
        assert!(said.contains("the whole run is `10 cases (") && said.contains("`9 cases ("), "{said}");
    }

    #[test]
    fn a_shard_that_is_not_there_is_missed() {
        let whole = sample::record();
        let shards = vec![part(&whole, &[0, 1, 2, 3]), part(&whole, &[4, 5, 6, 8])];
        let said = merged(shards, Kept::from).unwrap_err().to_string();
        let missed = &whole.plan.cases[7].id;
        assert!(
            said.starts_with(&format!("2 cases of the run are in none of the reports, such as `{missed}`")),
            "{said}"
        );
    }

    /// Such as those of two runs of other cases.
    #[test]
    fn runs_that_were_no_shards_come_one_after_the_other() {
        let whole = sample::record();
        let mut parts = [part(&whole, &[3, 4]), part(&whole, &[0, 1])];
        parts.iter_mut().for_each(|part| part.plan.whole.clear());
        let merged = merged(parts.into(), Kept::from).unwrap();
        let ids: Vec<&CaseId> = merged.plan.cases.iter().map(|case| &case.id).collect();
        assert_eq!(ids, [3, 4, 0, 1].map(|case: usize| &whole.plan.cases[case].id));
    }
}

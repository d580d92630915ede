//! Which cases a part of a run has: parts take equally long, and a lane's cases stay together where that is no hindrance.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Case, lanes};
use crate::target::Target;

/// What a case took in a former run, in milliseconds, by its id.
pub type Durations = BTreeMap<String, u64>;

/// What cases take in Chromium of which no record says anything: those of a guide, which set an SP up, and the others.
const UNKNOWN: [u64; 2] = [2_000, 500];

/// Every part is made up of more pieces than this, so that parts become alike. An SP is set up anew for each piece, so they are
/// no smaller than that.
const PIECES: u64 = 8;

/// The places in `cases`, in order, of those in part `part` (from 1) of `of`.
///
/// The same cases, target and durations give the same parts on every machine: all parts together are all of `cases`, and no
/// case is in two of them. A case that `durations` does not know counts as the middle one of its kind.
pub(super) fn places(cases: &[Case], target: &Target, (part, of): (u32, u32), durations: &Durations) -> Vec<usize> {
    let parts = parts(cases, target, of, durations);
    let part = usize::try_from(part.saturating_sub(1)).ok().and_then(|part| parts.into_iter().nth(part));
    part.unwrap_or_default()
}

/// All parts. The longest piece goes first, each to the part that has least so far.
fn parts(cases: &[Case], target: &Target, of: u32, durations: &Durations) -> Vec<Vec<usize>> {
    let weights = weights(cases, durations);
    let all: u64 = sum(weights.iter().copied());
    let longest = all / (u64::from(of.max(1)) * PIECES);
    let lanes = lanes::lanes(cases, target);
    let mut pieces: Vec<(u64, Vec<usize>)> = lanes.iter().flat_map(|lane| pieces(lane, &weights, longest)).collect();
    pieces.sort_by_key(|(weight, places)| (Reverse(*weight), places.first().copied()));
    let mut parts: Vec<(u64, Vec<usize>)> = (0..of.max(1)).map(|_| (0, Vec::new())).collect();
    for (weight, places) in pieces {
        // Of equal ones the first; where nothing takes any time, the one with the fewest cases.
        if let Some(least) = parts.iter_mut().min_by_key(|(taken, held)| (*taken, held.len())) {
            least.0 = least.0.saturating_add(weight);
            least.1.extend(places);
        }
    }
    let sorted = parts.into_iter().map(|(_, mut places)| {
        places.sort_unstable();
        places
    });
    sorted.collect()
}

/// Cases of a lane that stay together, and what they take: neighbours, since they share the plain logins around them.
fn pieces(lane: &[usize], weights: &[u64], longest: u64) -> Vec<(u64, Vec<usize>)> {
    let mut pieces: Vec<(u64, Vec<usize>)> = Vec::new();
    for place in lane {
        let weight = weights[*place];
        match pieces.last_mut().filter(|(taken, _)| taken.saturating_add(weight) <= longest) {
            Some((taken, places)) => {
                *taken += weight;
                places.push(*place);
            }
            None => pieces.push((weight, vec![*place])),
        }
    }
    pieces
}

/// What each of `cases` takes.
fn weights(cases: &[Case], durations: &Durations) -> Vec<u64> {
    let of_kind = |is_guide: bool| {
        let of_kind = cases.iter().filter(|case| case.guide.is_some() == is_guide);
        let mut known: Vec<u64> = of_kind.filter_map(|case| durations.get(case.id.as_str()).copied()).collect();
        known.sort_unstable();
        known.get(known.len() / 2).copied()
    };
    let of_guides = of_kind(true).unwrap_or(UNKNOWN[0]);
    let of_others = of_kind(false).unwrap_or(UNKNOWN[1]);
    let unknown = |case: &Case| if case.guide.is_some() { of_guides } else { of_others };
    cases.iter().map(|case| durations.get(case.id.as_str()).copied().unwrap_or_else(|| unknown(case))).collect()
}

fn sum(weights: impl Iterator<Item = u64>) -> u64 {
    weights.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::plan::GuideRun;
    use crate::sample::{case, target};

    /// `count` cases: every tenth is a guide's, and the others are in three lanes.
    fn cases(count: usize) -> Vec<Case> {
        let made = (0..count).map(|number| {
            let mut case = case(&format!("login/case-{number}"), OutcomeKind::SignedIn);
            case.guide = (number % 10 == 0).then(|| GuideRun { values: BTreeMap::new(), stages: Vec::new() });
            case.idp.idp_entity_id = Some(format!("lane-{}", number % 3));
            case
        });
        made.collect()
    }

    /// Durations that look like drawn lots: from 1 ms to 10 s.
    fn durations(cases: &[Case]) -> Durations {
        let drawn = |number: usize| 1 + (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) % 10_000;
        cases.iter().enumerate().map(|(number, case)| (case.id.to_string(), drawn(number))).collect()
    }

    #[test]
    fn all_parts_together_are_the_whole_and_no_case_is_in_two() {
        for count in [0, 1, 5, 200] {
            let cases = cases(count);
            for durations in [Durations::new(), durations(&cases)] {
                for of in [1, 2, 3, 7, 16] {
                    let parts = (1..=of).map(|part| places(&cases, &target(), (part, of), &durations));
                    let mut all: Vec<usize> = parts.flatten().collect();
                    all.sort_unstable();
                    assert_eq!(all, (0..count).collect::<Vec<_>>(), "{of} parts of {count}");
                }
            }
        }
    }

    #[test]
    fn no_part_takes_much_longer_than_its_share() {
        let cases = cases(200);
        for durations in [Durations::new(), durations(&cases)] {
            let weights = weights(&cases, &durations);
            let longest_case = weights.iter().copied().max().unwrap();
            for of in [2, 3, 7, 16] {
                let share = sum(weights.iter().copied()) / u64::from(of);
                for (number, part) in parts(&cases, &target(), of, &durations).iter().enumerate() {
                    let taken = sum(part.iter().map(|place| weights[*place]));
                    let most = share + (share / PIECES).max(longest_case);
                    assert!(taken <= most, "part {number} of {of}: {taken} ms, its share is {share} ms");
                }
            }
        }
    }

    /// One case takes as long as all the others: by number of cases it would have half of them beside it.
    #[test]
    fn what_took_long_has_a_part_to_itself() {
        let cases = cases(100);
        let durations: Durations = cases
            .iter()
            .map(|case| (case.id.to_string(), if case.id == "login/case-7" { 99_000 } else { 1_000 }))
            .collect();
        assert_eq!(places(&cases, &target(), (1, 2), &durations), [7]);
        assert_eq!(places(&cases, &target(), (2, 2), &durations).len(), 99);
    }

    #[test]
    fn parts_are_the_same_whatever_order_their_records_are_read_in_and_each_is_in_the_cases_order() {
        let cases = cases(120);
        let known = durations(&cases);
        let read_backwards: Durations = known.iter().rev().map(|(id, taken)| (id.clone(), *taken)).collect();
        for part in 1..=4 {
            let places = |known: &Durations| places(&cases, &target(), (part, 4), known);
            assert_eq!(places(&known), places(&read_backwards));
            assert!(places(&known).is_sorted());
        }
    }

    #[test]
    fn a_case_without_a_record_counts_as_the_middle_one_of_its_kind() {
        let cases = cases(21);
        let of = |id: &str, weights: &[u64]| weights[cases.iter().position(|case| case.id == *id).unwrap()];
        let known: Durations =
            [("login/case-1", 100), ("login/case-2", 700), ("login/case-3", 90_000), ("login/case-10", 5_000)]
                .map(|(id, taken)| (id.to_owned(), taken))
                .into();
        let weighed = weights(&cases, &known);
        assert_eq!((of("login/case-3", &weighed), of("login/case-4", &weighed)), (90_000, 700));
        assert_eq!(of("login/case-20", &weighed), 5_000, "a guide's case is like those of guides");
        let unknown = weights(&cases, &Durations::new());
        assert_eq!(unknown.iter().collect::<BTreeSet<_>>(), UNKNOWN.iter().collect());
    }

    #[test]
    fn a_lane_stays_together_where_it_is_short() {
        let mut cases = cases(81);
        cases.iter_mut().for_each(|case| case.guide = None);
        // 27 lanes of three cases each.
        cases.iter_mut().enumerate().for_each(|(number, case)| {
            case.idp.idp_entity_id = Some(format!("lane-{}", number % 27));
        });
        let parts = parts(&cases, &target(), 3, &Durations::new());
        let lanes_of = |part: &[usize]| part.iter().map(|place| place % 27).collect::<BTreeSet<_>>();
        assert_eq!(parts.iter().map(|part| lanes_of(part).len()).sum::<usize>(), 27);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [27, 27, 27]);
    }
}

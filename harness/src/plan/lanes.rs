//! Which cases share a provisioned SP, and in which order they run there.

use mock_idp::organization::ApplicationSettings;

use super::metadata_settings::metadata_settings;
use super::{Case, Control};
use crate::fixture;
use crate::scenario::SpSettings;
use crate::target::Target;

/// What the SP must have been given for a case; cases with the same share a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LaneKey {
    /// The fixture's settings, changed only where metadata shows it.
    idp: ApplicationSettings,
    /// The SP's own settings, apart from those that it has anyway.
    sp: SpSettings,
    /// Whether a second company is set up, too.
    second_company: bool,
}

impl LaneKey {
    /// Settings that a case merely repeats from the fixture, or from what the SP is set to anyway (`plain`), make
    /// no difference.
    fn of(case: &Case, target: &Target) -> Self {
        let plain = &target.provision.plain;
        let mut idp = fixture::settings("acme");
        target.idp.apply(&mut idp);
        metadata_settings(&case.idp).apply(&mut idp);
        let sp = case.sp.iter().filter(|(name, value)| plain.get(*name) != Some(*value));
        Self {
            idp,
            sp: sp.map(|(name, value)| (name.clone(), value.clone())).collect(),
            second_company: case.needs_second_company(),
        }
    }
}

/// How many cases a lane has at the most: cores are to share them, and one provisioning is soon done.
const LONGEST: usize = 40;

/// Indices of `cases` in lanes: each guide's case alone, the others by what the SP must have been given. Within a lane, cases
/// with the same control are neighbours; otherwise they stay in their order.
pub(super) fn lanes(cases: &[Case], target: &Target) -> Vec<Vec<usize>> {
    let mut lanes: Vec<(Option<LaneKey>, Vec<usize>)> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let key = case.guide.is_none().then(|| LaneKey::of(case, target));
        match lanes.iter_mut().find(|(of_lane, _)| key.is_some() && *of_lane == key) {
            Some((_, lane)) => lane.push(index),
            None => lanes.push((key, vec![index])),
        }
    }
    lanes.into_iter().flat_map(|(_, lane)| parts(cases, lane)).collect()
}

/// One lane as lanes of equal length, none too long.
fn parts(cases: &[Case], mut lane: Vec<usize>) -> Vec<Vec<usize>> {
    lane.sort_by_key(|index| {
        let case = &cases[*index];
        (case.control == Control::Lane).then(|| case.control_signature())
    });
    let count = lane.len().div_ceil(LONGEST).max(1);
    let length = lane.len().div_ceil(count).max(1);
    lane.chunks(length).map(<[usize]>::to_vec).collect()
}

/// Puts the cases of each lane into an order that `seed` alone decides.
pub(super) fn shuffle(lanes: &mut [Vec<usize>], seed: u64) {
    let mut state = seed;
    for lane in lanes {
        for last in (1..lane.len()).rev() {
            let places = u64::try_from(last + 1).expect("a length has at most 64 bits");
            let other = usize::try_from(next(&mut state) % places).expect("it is below a length");
            lane.swap(last, other);
        }
    }
}

/// The next number of a SplitMix64 sequence.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};

    #[test]
    fn a_lane_that_is_too_long_becomes_several_of_equal_length() {
        let cases = |count: usize| vec![case("login/a", OutcomeKind::SignedIn); count];
        let lengths = |count| lanes(&cases(count), &target()).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(0), [0; 0]);
        assert_eq!(lengths(40), [40]);
        assert_eq!(lengths(41), [21, 20]);
        assert_eq!(lengths(81), [27, 27, 27]);
    }

    #[test]
    fn any_order_of_a_lane_may_come_about_and_each_case_stays_in_its_lane() {
        let orders: BTreeSet<Vec<usize>> = (0..100)
            .map(|seed| {
                let mut shuffled = [vec![7], vec![1, 2, 3]];
                shuffle(&mut shuffled, seed);
                assert_eq!(shuffled[0], [7]);
                shuffled[1].clone()
            })
            .collect();
        assert_eq!(orders.len(), 6, "{orders:?}");
    }

    /// A seed means the same order on every machine and in every version: the numbers are those of the published
    /// sequence.
    #[test]
    fn a_seed_gives_the_numbers_of_splitmix64() {
        let mut state = 0;
        let numbers = [(); 3].map(|()| next(&mut state));
        assert_eq!(numbers, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]);
    }
}

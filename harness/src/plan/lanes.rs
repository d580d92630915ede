//! Which cases share a provisioned SP, and in which order they run there.

use super::Case;
use crate::fixture;
use crate::scenario::SpSettings;
use crate::target::Target;

/// What the SP must have been given for a case: the settings that show in the IdP's metadata (JUMPCLOUD.md 2), the
/// SP's own settings, and whether a second company is set up, too.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ground {
    idp_entity_id: String,
    name_id_format: String,
    declare_redirect_endpoint: bool,
    idp_url_suffix: String,
    idp_url_query: String,
    sp: SpSettings,
    second_company: bool,
}

impl Ground {
    /// Settings that a case merely repeats from the fixture, or from what the SP is set to anyway (`plain`), make
    /// no difference.
    fn of(case: &Case, target: &Target) -> Self {
        let plain = &target.provision.plain;
        let mut settings = fixture::settings("acme");
        target.idp.apply(&mut settings);
        case.idp.apply(&mut settings);
        Self {
            idp_entity_id: settings.idp_entity_id,
            name_id_format: settings.name_id_format,
            declare_redirect_endpoint: settings.declare_redirect_endpoint,
            idp_url_suffix: settings.idp_url_suffix,
            idp_url_query: settings.idp_url_query,
            sp: case
                .sp
                .iter()
                .filter(|(k, v)| plain.get(*k) != Some(*v))
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect(),
            second_company: case.needs_second_company(),
        }
    }
}

/// How many cases a lane has at the most: cores are to share them, and one provisioning is soon done.
const LONGEST: usize = 40;

/// Indices of `cases` in lanes: each guide's case alone, the others by what they stand on. Within a lane, cases with the
/// same control are neighbours; otherwise they stay in their order.
pub(super) fn lanes(cases: &[Case], target: &Target) -> Vec<Vec<usize>> {
    let mut lanes: Vec<(Option<Ground>, Vec<usize>)> = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let ground = case.guide.is_none().then(|| Ground::of(case, target));
        match lanes.iter_mut().find(|(of_lane, _)| ground.is_some() && *of_lane == ground) {
            Some((_, lane)) => lane.push(index),
            None => lanes.push((ground, vec![index])),
        }
    }
    lanes.into_iter().flat_map(|(_, lane)| parts(cases, lane)).collect()
}

/// One lane as lanes of equal length, none too long.
fn parts(cases: &[Case], mut lane: Vec<usize>) -> Vec<Vec<usize>> {
    lane.sort_by_key(|index| cases[*index].control_mode());
    let count = lane.len().div_ceil(LONGEST).max(1);
    let length = lane.len().div_ceil(count).max(1);
    lane.chunks(length).map(<[usize]>::to_vec).collect()
}

/// Puts the cases of each lane into an order that `seed` alone decides.
pub(super) fn shuffle(lanes: &mut [Vec<usize>], seed: u64) {
    let mut state = seed;
    for lane in lanes {
        for last in (1..lane.len()).rev() {
            let bound = u64::try_from(last).unwrap_or(u64::MAX - 1) + 1;
            let other = usize::try_from(next(&mut state) % bound).unwrap_or(last);
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

//! Controls: the plain logins without which a refusal means nothing, since an SP that lets nobody in refuses everything.
//!
//! What is planned here: which cases of a lane share controls, what such a control is, and the logins that are run beside
//! the lanes. To run them, and to say whether one of them worked, is left to others.

use std::fmt;

use mock_idp::organization::SettingsPatch;
use serde::{Deserialize, Serialize};

use super::address::AddressTrial;
use super::capability::Capability;
use super::dialect::DialectTrial;
use super::metadata_settings::metadata_settings;
use super::subject::SubjectTrial;
use super::{Case, Control};
use crate::case_id::CaseId;
use crate::scenario::{Flow, Start};

/// The persona whose plain login is a lane's control.
pub const CONTROL_PERSONA: &str = "employee";

/// How many cases share the control before and the control after them.
///
/// A control costs about as much as a case, so with a group of eight an eighth of the time goes into controls. When the
/// control after a group fails, all of its cases are run again, each between two controls of its own: the more there
/// are, the more a single case that breaks the SP costs.
const GROUP: usize = 8;

/// Which login beside the cases it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlId {
    /// A plain login among the cases of a lane.
    Lane {
        /// The lane, an index into [`super::Plan::lanes`].
        lane: usize,
        /// How many controls were run in the lane before it.
        position: usize,
    },
    /// A guide's whole case, by its case id; where that case is not run for its own sake.
    Guide(CaseId),
    /// A login that finds out whether the SP can do something.
    Probe(Capability),
    /// The case that others are compared with, by its case id; where that case is not run for its own sake.
    Baseline(CaseId),
    /// A login that finds out whether the SP can read how JumpCloud writes.
    Dialect(DialectTrial),
    /// A login that finds out by which fact in the NameID the SP knows people.
    Subject(SubjectTrial),
    /// The plain login of this persona, which shows how the SP calls them.
    Person(String),
    /// The plain login of this persona, whose name a case plays a trick on.
    Namesake(String),
    /// A login that finds out what Company Login does with addresses of another domain.
    Address(AddressTrial),
}

impl ControlId {
    /// Whether it is done before everything else, since what it shows is needed there.
    pub fn is_trial(&self) -> bool {
        match self {
            Self::Dialect(_) | Self::Subject(_) | Self::Person(_) | Self::Address(_) => true,
            Self::Lane { .. } | Self::Guide(_) | Self::Probe(_) | Self::Baseline(_) | Self::Namesake(_) => false,
        }
    }
}

impl fmt::Display for ControlId {
    /// For people. Nothing reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lane { lane, position } => write!(f, "control {position} of lane {lane}"),
            Self::Guide(case) | Self::Baseline(case) => case.fmt(f),
            Self::Probe(capability) => write!(f, "probe/{}", capability.key().replace('_', "-")),
            Self::Dialect(trial) => write!(f, "dialect/{}", trial.name()),
            Self::Subject(trial) => write!(f, "subject/{}", trial.word()),
            Self::Address(trial) => write!(f, "address/{}", trial.name()),
            Self::Person(persona) => write!(f, "person/{persona}"),
            Self::Namesake(persona) => write!(f, "namesake/{persona}"),
        }
    }
}

/// A login that is run beside the lanes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedControl {
    /// Which one.
    pub id: ControlId,
    /// What is done.
    pub case: Case,
}

/// The cases of one lane that share controls: for each group the positions of its members in `lane`, in order.
///
/// Cases without a control in the lane are in no group. Members of a group need the same plain login and follow each
/// other, apart from cases without a control.
pub fn groups(lane: &[&Case]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (position, case) in lane.iter().enumerate().filter(|(_, case)| case.control == Control::Lane) {
        let fits = |group: &&mut Vec<usize>| {
            group.len() < GROUP && group.first().is_some_and(|first| shares_control(lane[*first], case))
        };
        match groups.last_mut().filter(fits) {
            Some(group) => group.push(position),
            None => groups.push(vec![position]),
        }
    }
    groups
}

/// Whether the same plain login is the control of both cases, which are in the same lane.
pub fn shares_control(one: &Case, other: &Case) -> bool {
    one.control_signature() == other.control_signature()
}

/// The plain login that is a control of `case`: signed as the messages of that case must be, with the settings
/// by which the SP of its lane knows the IdP, and nothing else of what makes up the case.
pub fn lane_control(case: &Case) -> Case {
    let (sign, signature_algorithm) = case.control_signature();
    let mut control = case.clone();
    control.idp = SettingsPatch { sign, signature_algorithm, ..metadata_settings(&case.idp) };
    control.flow = Flow::plain(Start::Sp, CONTROL_PERSONA);
    control.recipe = Default::default();
    control.expect.rules.clear();
    control
}

/// The guides' whole cases, out of `all`, that `cases` need as controls but do not hold.
pub(super) fn of_guides(cases: &[Case], all: &[Case]) -> Vec<PlannedControl> {
    let needed = |case: &Case| cases.iter().any(|c| matches!(&c.control, Control::Guide(id) if *id == case.id));
    let held = |case: &Case| cases.iter().any(|c| c.id == case.id);
    let beside = all.iter().filter(|case| needed(case) && !held(case));
    beside.map(|case| PlannedControl { id: ControlId::Guide(case.id.clone()), case: case.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::{Sign, SignatureAlgorithm};

    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::case;

    fn signed(sign: Option<Sign>) -> Case {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.idp.sign = sign;
        case
    }

    fn grouped(cases: &[Case]) -> Vec<Vec<usize>> {
        groups(&cases.iter().collect::<Vec<_>>())
    }

    #[test]
    fn neighbours_with_the_same_control_share_it_but_not_too_many() {
        let many: Vec<Case> = (0..19).map(|_| signed(None)).collect();
        assert_eq!(grouped(&many).iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 3]);
        let mixed = [signed(None), signed(Some(Sign::Response)), signed(Some(Sign::Response)), signed(None)];
        assert_eq!(grouped(&mixed), [vec![0], vec![1, 2], vec![3]]);
    }

    #[test]
    fn cases_that_prove_themselves_are_in_no_group_and_part_none() {
        let proof = case("login/a", OutcomeKind::SignedIn);
        assert_eq!(grouped(&[proof.clone(), signed(None), proof.clone(), signed(None), proof]), [vec![1, 3]]);
    }

    #[test]
    fn people_are_told_which_login_it_is() {
        let case = || "guide/jumpcloud".parse().unwrap();
        for (id, words) in [
            (ControlId::Lane { lane: 3, position: 1 }, "control 1 of lane 3"),
            (ControlId::Guide(case()), "guide/jumpcloud"),
            (ControlId::Baseline(case()), "guide/jumpcloud"),
            (ControlId::Probe(Capability::IdpInitiated), "probe/idp-initiated"),
            (ControlId::Dialect(DialectTrial::JumpcloudAgain), "dialect/jumpcloud-again"),
            (ControlId::Person("colleague".to_owned()), "person/colleague"),
            (ControlId::Namesake("not-victim".to_owned()), "namesake/not-victim"),
        ] {
            assert_eq!(id.to_string(), words);
        }
    }

    #[test]
    fn a_control_has_what_the_sp_knows_the_idp_by_and_nothing_else_of_the_case() {
        let mut case = signed(Some(Sign::Response));
        case.idp.signature_algorithm = Some(SignatureAlgorithm::RsaSha1);
        case.idp.idp_entity_id = Some("JumpCloud-acme".to_owned());
        case.idp.include_key_info = Some(false);
        case.flow.user = "outsider".to_owned();
        case.recipe = serde_json::from_str(r#"[{ "step": "sign" }]"#).expect("a recipe");
        case.expect.rules = vec!["id-unique".to_owned()];
        let control = lane_control(&case);
        let idp = SettingsPatch {
            sign: Some(Sign::Response),
            signature_algorithm: Some(SignatureAlgorithm::RsaSha1),
            idp_entity_id: Some("JumpCloud-acme".to_owned()),
            ..SettingsPatch::default()
        };
        assert_eq!((control.id.as_str(), control.idp), ("attack/a", idp));
        assert_eq!(control.flow, Flow::plain(Start::Sp, CONTROL_PERSONA));
        assert!(control.recipe.steps.is_empty() && control.expect.rules.is_empty());
    }
}

//! What only some SPs can do. Where the target file does not say whether this one can, a plain login finds out, once a run.

use std::collections::BTreeSet;

use mock_idp::organization::{Sign, SignatureAlgorithm, SubjectField};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Case, ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::outcome::OutcomeKind;
use crate::scenario::{Flow, FlowStep, Start};
use crate::target::Target;

/// Something that a case needs of an SP beyond the plain login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capability {
    /// Takes responses that it did not ask for.
    IdpInitiated,
    /// Takes a response that is signed while its assertion is not.
    SignResponse,
    /// Takes a response that is signed around a signed assertion.
    SignBoth,
    /// Takes encrypted assertions.
    Encryption,
    /// Takes signatures with SHA-1.
    RsaSha1,
    /// Reads the address of the person from an attribute where the NameID is a user name.
    UsernameAsNameId,
}

impl Capability {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::IdpInitiated,
        Self::SignResponse,
        Self::SignBoth,
        Self::Encryption,
        Self::RsaSha1,
        Self::UsernameAsNameId,
    ];

    /// As `[supports]` of a target file calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::IdpInitiated => "idp_initiated",
            Self::SignResponse => "sign_response",
            Self::SignBoth => "sign_both",
            Self::Encryption => "encryption",
            Self::RsaSha1 => "rsa_sha1",
            Self::UsernameAsNameId => "username_as_name_id",
        }
    }

    /// What the SP takes, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::IdpInitiated => "responses that it did not ask for",
            Self::SignResponse => "a response that alone is signed",
            Self::SignBoth => "a signed response around a signed assertion",
            Self::Encryption => "encrypted assertions",
            Self::RsaSha1 => "signatures with SHA-1",
            Self::UsernameAsNameId => "a NameID that is a user name, beside an attribute with the address",
        }
    }

    fn is_needed(self, case: &Case) -> bool {
        match self {
            Self::IdpInitiated => case.flow.steps.iter().any(|step| matches!(step, FlowStep::Tile { .. })),
            Self::SignResponse => case.idp.sign == Some(Sign::Response),
            Self::SignBoth => case.idp.sign == Some(Sign::Both),
            Self::Encryption => has_step(case, "encrypt"),
            Self::RsaSha1 => case.idp.signature_algorithm == Some(SignatureAlgorithm::RsaSha1),
            // The plain login of that kind is a case by itself.
            Self::UsernameAsNameId => {
                case.idp.subject_field == Some(SubjectField::Username) && !case.recipe.steps.is_empty()
            }
        }
    }

    /// The plain login that shows whether `target` is capable of it.
    fn probe(self, target: &Target) -> Case {
        let mut case = Case::plain_login(
            CaseId::of_scenario("probe", &self.key().replace('_', "-")),
            &format!("Whether the SP takes {}", self.in_words()),
            "What an SP cannot do is not applicable, rather than failed or passed.",
        );
        let mut set = |name: &str, value: &str| {
            let known = target.provision.settings.contains_key(&format!("{name}={value}"));
            if known || target.provision.plain.get(name).is_some_and(|plain| plain == value) {
                case.sp.insert(name.to_owned(), value.to_owned());
            }
        };
        match self {
            Self::IdpInitiated => {
                set("allow_idp_initiated", "on");
                case.flow = Flow::plain(Start::Idp, "employee");
            }
            Self::SignResponse => {
                set("accepts", "either");
                case.idp.sign = Some(Sign::Response);
            }
            Self::SignBoth => {
                set("accepts", "either");
                case.idp.sign = Some(Sign::Both);
            }
            Self::Encryption => {
                set("accepts", "either");
                let recipe = json!([{ "step": "sign" }, { "step": "encrypt" }]);
                case.recipe = serde_json::from_value(recipe).expect("the recipe is a constant, and a test looks at it");
            }
            Self::RsaSha1 => {
                set("allow_sha1", "on");
                case.idp.signature_algorithm = Some(SignatureAlgorithm::RsaSha1);
            }
            Self::UsernameAsNameId => case.idp.subject_field = Some(SubjectField::Username),
        }
        case
    }
}

/// What `case` needs beyond the plain login.
///
/// A case that demands a refusal of the very thing (SHA-1 where the SP's settings forbid it) does not need it, and
/// neither does a customer's mistake.
pub(super) fn needed(case: &Case) -> Vec<Capability> {
    if case.guide.is_some() {
        return Vec::new();
    }
    let refused = |capability: &Capability| match capability {
        Capability::RsaSha1 => case.expect.outcome != OutcomeKind::SignedIn,
        Capability::IdpInitiated => case.sp.get("allow_idp_initiated").is_some_and(|value| value == "off"),
        Capability::SignResponse => case.sp.get("accepts").is_some_and(|value| value == "assertion"),
        Capability::SignBoth | Capability::Encryption | Capability::UsernameAsNameId => false,
    };
    let refused = |capability: &Capability| case.is_misconfigured() || refused(capability);
    Capability::ALL.into_iter().filter(|capability| capability.is_needed(case) && !refused(capability)).collect()
}

/// What `case` needs beyond the plain login and the target file does not declare.
pub fn unknown_capabilities(case: &Case, target: &Target) -> Vec<Capability> {
    needed(case).into_iter().filter(|capability| !target.supports.contains_key(capability.key())).collect()
}

/// The logins that find out all that `target` does not declare.
pub fn every_probe(target: &Target) -> Vec<PlannedControl> {
    let unknown = Capability::ALL.into_iter().filter(|capability| !target.supports.contains_key(capability.key()));
    unknown
        .map(|capability| PlannedControl { id: ControlId::Probe(capability), case: capability.probe(target) })
        .collect()
}

/// The logins that find out what `cases` need to know of `target`.
pub(super) fn probes(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    let needed: BTreeSet<Capability> = cases.iter().flat_map(|case| unknown_capabilities(case, target)).collect();
    let probe =
        |capability: Capability| PlannedControl { id: ControlId::Probe(capability), case: capability.probe(target) };
    needed.into_iter().map(probe).collect()
}

/// Whether the recipe of `case` has a step of this name.
pub(super) fn has_step(case: &Case, name: &str) -> bool {
    let steps = serde_json::to_value(&case.recipe).expect("a recipe is read from such a value");
    steps.as_array().is_some_and(|steps| steps.iter().any(|step| step["step"] == name))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::plan::Control;
    use crate::sample::{case, target};

    fn with_sign(sign: Sign) -> Case {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.idp.sign = Some(sign);
        case
    }

    #[test]
    fn what_the_target_file_tells_is_not_tried() {
        let mut target = target();
        target.supports.clear();
        let cases =
            [with_sign(Sign::Response), with_sign(Sign::Both), with_sign(Sign::Response), with_sign(Sign::None)];
        let ids = |target: &Target| probes(&cases, target).into_iter().map(|probe| probe.id).collect::<Vec<_>>();
        let probe = ControlId::Probe;
        assert_eq!(ids(&target), [probe(Capability::SignResponse), probe(Capability::SignBoth)]);
        target.supports.insert("sign_response".to_owned(), true);
        assert_eq!(ids(&target), [probe(Capability::SignBoth)]);
    }

    #[test]
    fn a_customers_mistake_needs_no_capability_and_has_the_guides_control() {
        let mut case = with_sign(Sign::Response);
        assert_eq!((needed(&case), case.control_signature().0), (vec![Capability::SignResponse], Some(Sign::Response)));
        case.category = "misconfiguration".to_owned();
        assert_eq!((needed(&case), case.control_signature().0), (vec![], None));
        case.expect.outcome = OutcomeKind::SignedIn;
        assert_eq!(needed(&case), [Capability::SignResponse]);
    }

    #[rstest]
    #[case::nothing("login", |_: &mut Case| {}, &[])]
    #[case::the_tile("login", |case: &mut Case| case.flow = Flow::plain(Start::Idp, "employee"), &[Capability::IdpInitiated])]
    #[case::encrypted("login", |case: &mut Case| case.recipe = serde_json::from_str(r#"[{ "step": "encrypt" }]"#).unwrap(), &[Capability::Encryption])]
    #[case::sha1("login", |case: &mut Case| case.idp.signature_algorithm = Some(SignatureAlgorithm::RsaSha1), &[Capability::RsaSha1])]
    #[case::sha1_is_to_be_refused("attack", |case: &mut Case| case.idp.signature_algorithm = Some(SignatureAlgorithm::RsaSha1), &[])]
    #[case::response_signed("attack", |case: &mut Case| case.idp.sign = Some(Sign::Response), &[Capability::SignResponse])]
    fn a_case_needs_what_it_sends(
        #[case] category: &str,
        #[case] change: fn(&mut Case),
        #[case] expected: &[Capability],
    ) {
        let outcome = if category == "attack" { OutcomeKind::Refused } else { OutcomeKind::SignedIn };
        let mut case = case(&format!("{category}/a"), outcome);
        change(&mut case);
        assert_eq!(needed(&case), expected);
    }

    /// The SP's setting says whether the case is about the refusal of the very thing.
    #[rstest]
    #[case("allow_idp_initiated", "off", &[Capability::SignResponse])]
    #[case("allow_idp_initiated", "on", &[Capability::IdpInitiated, Capability::SignResponse])]
    #[case("accepts", "assertion", &[Capability::IdpInitiated])]
    #[case("accepts", "either", &[Capability::IdpInitiated, Capability::SignResponse])]
    fn what_an_sp_is_set_to_refuse_is_not_needed(
        #[case] name: &str,
        #[case] value: &str,
        #[case] expected: &[Capability],
    ) {
        let mut case = with_sign(Sign::Response);
        case.flow = Flow::plain(Start::Idp, "employee");
        case.sp.insert(name.to_owned(), value.to_owned());
        assert_eq!(needed(&case), expected);
    }

    #[test]
    fn all_that_the_target_file_does_not_declare_is_found_out() {
        let mut target = target();
        target.supports = [("idp_initiated".to_owned(), false), ("encryption".to_owned(), true)].into();
        let probes = every_probe(&target);
        let ids: Vec<&str> = probes.iter().map(|probe| probe.case.id.as_str()).collect();
        assert_eq!(ids, ["probe/sign-response", "probe/sign-both", "probe/rsa-sha1", "probe/username-as-name-id"]);
        assert_eq!(probes[0].id, ControlId::Probe(Capability::SignResponse));
    }

    #[rstest]
    #[case(Capability::SignResponse, Some(Sign::Response), None, "accepts=either")]
    #[case(Capability::SignBoth, Some(Sign::Both), None, "accepts=either")]
    #[case(Capability::RsaSha1, None, Some(SignatureAlgorithm::RsaSha1), "allow_sha1=on")]
    #[case(Capability::IdpInitiated, None, None, "allow_idp_initiated=on")]
    fn a_probe_asks_for_the_setting_only_of_an_sp_that_has_it(
        #[case] capability: Capability,
        #[case] sign: Option<Sign>,
        #[case] algorithm: Option<SignatureAlgorithm>,
        #[case] setting: &str,
    ) {
        let (name, value) = setting.split_once('=').unwrap();
        let mut target = target();
        let probe = capability.probe(&target);
        assert_eq!((probe.idp.sign, probe.idp.signature_algorithm), (sign, algorithm));
        assert!(probe.sp.is_empty(), "{:?}", probe.sp);
        target.provision.plain.insert(name.to_owned(), "otherwise".to_owned());
        assert!(capability.probe(&target).sp.is_empty(), "it is set to something else, and nothing changes that");
        target.provision.settings.insert(setting.to_owned(), Vec::new());
        assert_eq!(capability.probe(&target).sp, [(name.to_owned(), value.to_owned())].into());
    }

    #[test]
    fn what_is_done_to_a_user_name_needs_an_sp_that_takes_one() {
        let mut plain = case("login/name-id-username", OutcomeKind::SignedIn);
        plain.idp.subject_field = Some(SubjectField::Username);
        let mut changed = plain.clone();
        changed.recipe = serde_json::from_str(r#"[{ "step": "sign" }]"#).unwrap();
        assert_eq!((needed(&plain), needed(&changed)), (vec![], vec![Capability::UsernameAsNameId]));
        let probe = Capability::UsernameAsNameId.probe(&target());
        assert_eq!(probe.idp.subject_field, Some(SubjectField::Username));
    }

    #[test]
    fn a_probe_is_a_plain_login_with_what_is_asked_about() {
        let mut target = target();
        target.provision.plain.insert("accepts".to_owned(), "either".to_owned());
        let probe = Capability::Encryption.probe(&target);
        assert!(has_step(&probe, "encrypt") && probe.control == Control::None);
        assert_eq!(probe.sp.get("accepts").map(String::as_str), Some("either"));
        assert_eq!(Capability::IdpInitiated.probe(&target).flow.steps, [FlowStep::Tile { user: None }]);
    }
}

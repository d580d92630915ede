//! One case, ready to run.

use std::collections::BTreeMap;

use mock_idp::organization::{SettingsPatch, Sign, SignatureAlgorithm};
use mock_idp::recipe::{KeyName, Recipe, Step};
use serde::{Deserialize, Serialize};

use super::metadata_settings::lacks_certificate;
use super::{CONTROL_PERSONA, PlannedControl};
use crate::case_id::CaseId;
use crate::guide::GuideStep;
use crate::outcome::OutcomeKind;
use crate::scenario::{Attacker, Expect, Flow, Severity, SpSettings, Start};

/// Which plain login must have worked for a demand of refusal to mean anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// The demand is to be signed in: the case is its own proof.
    None,
    /// The plain login, in the same lane, before and after.
    Lane,
    /// A case in a lane of its own, once in the run: the guide followed whole, or the baseline of a mistake that shows in
    /// the metadata. The id of that case.
    Guide(CaseId),
}

/// A part of a guide's case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A step followed.
    Follow(GuideStep),
    /// A login on the way, and what it must show.
    Login(Expect),
}

/// A guide's case: what the reader does, in order; the login at the end is not listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideRun {
    /// Values of the guide (templates), mistakes written in; the order of resolution is by need.
    pub values: BTreeMap<String, String>,
    /// In order.
    pub stages: Vec<Stage>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// `<category>/<name>` or `<category>/<name>@<variant>`.
    pub id: CaseId,
    /// `guide`, `login`, ...
    pub category: String,
    /// One line.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What the customer has to mend; of misconfigurations, and of what readers of a guide do wrongly.
    #[serde(default)]
    pub fix: Option<String>,
    /// The sentence by which the SP's page could tell it from what looks the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// Where to look whether this is the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Customers do so often: support thinks of it first.
    #[serde(default)]
    pub common: bool,
    /// What it cites.
    pub refs: Vec<String>,
    /// How bad a failure is.
    pub severity: Severity,
    /// Settings over the fixture's.
    pub idp: SettingsPatch,
    /// The SP's settings over its plain ones.
    pub sp: SpSettings,
    /// What the person does.
    pub flow: Flow,
    /// What must happen.
    pub expect: Expect,
    /// A guide's case starts from an empty organization.
    pub guide: Option<GuideRun>,
    /// What must work beside it.
    pub control: Control,
    /// The case of which it is a variation, by id: its messages are shown as a difference to that one's. None of a case
    /// that is the beginning itself.
    #[serde(default)]
    pub baseline: Option<CaseId>,
    /// What an attacker has in hand; of attacks alone.
    #[serde(default)]
    pub attacker: Option<Attacker>,
    /// The steps that turn the plain response into the one that is sent; empty: it is sent as it is.
    #[serde(default)]
    pub recipe: Recipe,
    /// Where people have their addresses, in place of what the target file says; as `mail_domain` there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_domain: Option<String>,
    /// Values of `{with.NAME}`.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// The weaknesses of the reference SP that it catches.
    #[serde(default)]
    pub detects: Vec<String>,
}

impl Case {
    /// Whether the SP is given metadata without a certificate, so that a sound one takes none of it, or lets nobody in.
    pub fn lacks_certificate(&self) -> bool {
        lacks_certificate(&self.idp)
    }

    /// Whether what a guide has the reader do at the IdP may be sent without a browser. The case of the whole guide clicks
    /// through the IdP's portal; a variation of it is about what comes of one step, not about the portal's pages. Where the
    /// person logs in on the way, all is done by one hand.
    pub fn sends_to_portal(&self) -> bool {
        let has_login = |guide: &GuideRun| guide.stages.iter().any(|stage| matches!(stage, Stage::Login(_)));
        self.baseline.is_some() && self.guide.as_ref().is_some_and(|guide| !has_login(guide))
    }

    /// The employee's plain login, which must sign in: what cases that do not come from a scenario are made of.
    pub fn plain_login(id: CaseId, title: &str, why: &str) -> Self {
        Self {
            category: id.category().to_owned(),
            id,
            title: title.to_owned(),
            why: why.to_owned(),
            fix: None,
            says: None,
            check: None,
            common: false,
            refs: Vec::new(),
            severity: Severity::Low,
            idp: SettingsPatch::default(),
            sp: SpSettings::new(),
            flow: Flow::plain(Start::Sp, CONTROL_PERSONA),
            expect: Expect::of(OutcomeKind::SignedIn),
            guide: None,
            control: Control::None,
            baseline: None,
            attacker: None,
            recipe: Recipe::default(),
            mail_domain: None,
            with: BTreeMap::new(),
            detects: Vec::new(),
        }
    }

    /// How its control is signed: as the case's messages are. What a customer has set wrongly must not be so in the
    /// control, which shows that the SP lets those in who did all as the guide says.
    pub fn control_signature(&self) -> (Option<Sign>, Option<SignatureAlgorithm>) {
        if !self.is_misconfigured() {
            return (self.idp.sign, self.idp.signature_algorithm);
        }
        let wants_response = self.sp.get("accepts").is_some_and(|accepts| accepts == "response");
        (wants_response.then_some(Sign::Response), None)
    }

    /// Name of the guide that it follows.
    pub fn guide_name(&self) -> Option<&str> {
        self.guide.as_ref().and_then(|_| self.id.scenario().split_once('/')).map(|(_, name)| name)
    }

    /// Whether the customer's settings are what is wrong with it.
    pub fn is_misconfigured(&self) -> bool {
        self.category == "misconfiguration" && self.expect.outcome != OutcomeKind::SignedIn
    }

    /// Whether the lane must have a second company: the person logs in there, or a message is signed with its key.
    pub fn needs_second_company(&self) -> bool {
        let of_second = |step: &Step| step.key() == Some(KeyName::SecondCompany);
        self.flow.needs_second_company() || self.recipe.steps.iter().any(of_second)
    }

    /// How many companies its lane must have at the least.
    pub fn companies(&self) -> usize {
        1 + usize::from(self.needs_second_company())
    }
}

/// Cases in lanes. A lane's cases share one provisioned SP; a guide's case has a lane to itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// All cases, in report order.
    pub cases: Vec<Case>,
    /// Indices into `cases`, each once; one inner list is one provisioning.
    pub lanes: Vec<Vec<usize>>,
    /// Logins beside the cases: guides' whole cases and baselines that the filter left out, and those that find out
    /// what the target can do. Of the trials of the dialect only those are done that are asked for.
    pub extra_controls: Vec<PlannedControl>,
    /// Where this is a part of a run: the cases of the whole, in report order. Empty where it is the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whole: Vec<CaseId>,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample::case;

    #[rstest]
    #[case::says_nothing(None, None)]
    #[case::wants_the_assertion_signed(Some("assertion"), None)]
    #[case::wants_the_response_signed(Some("response"), Some(Sign::Response))]
    fn the_control_of_a_mistake_is_signed_as_the_sp_wants_it(
        #[case] accepts: Option<&str>,
        #[case] expected: Option<Sign>,
    ) {
        let mut case = case("misconfiguration/a", OutcomeKind::Refused);
        case.idp.sign = Some(Sign::Both);
        case.idp.signature_algorithm = Some(SignatureAlgorithm::RsaSha1);
        case.sp.extend(accepts.map(|accepts| ("accepts".to_owned(), accepts.to_owned())));
        assert_eq!(case.control_signature(), (expected, None));
    }

    #[rstest]
    #[case::whole(None, false, false)]
    #[case::variation(Some("guide/a"), false, true)]
    #[case::with_a_login_on_the_way(Some("guide/a"), true, false)]
    fn only_variations_of_a_guide_are_sent_to_the_portal(
        #[case] baseline: Option<&str>,
        #[case] has_login: bool,
        #[case] expected: bool,
    ) {
        let mut case = case("guide/a", OutcomeKind::SignedIn);
        case.baseline = baseline.map(|id| id.parse().unwrap());
        assert!(!case.sends_to_portal(), "it follows no guide");
        let stages = if has_login { vec![Stage::Login(case.expect.clone())] } else { Vec::new() };
        case.guide = Some(GuideRun { values: BTreeMap::new(), stages });
        assert_eq!(case.sends_to_portal(), expected);
    }

    #[rstest]
    #[case::plain("[]", 0, 1)]
    #[case::signed_by_its_own_idp(r#"[{ "step": "sign" }]"#, 0, 1)]
    #[case::signed_by_the_second_companys(r#"[{ "step": "sign", "key": "second-company" }]"#, 0, 2)]
    #[case::somebody_of_it_logs_in("[]", 1, 2)]
    fn a_lane_has_a_second_company_where_a_case_needs_one(
        #[case] recipe: &str,
        #[case] company: usize,
        #[case] companies: usize,
    ) {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.recipe = serde_json::from_str(recipe).unwrap();
        case.flow.steps = vec![crate::scenario::FlowStep::IdpLogin { user: None, company }];
        assert_eq!(case.companies(), companies);
    }
}

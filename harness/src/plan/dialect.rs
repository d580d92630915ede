//! Whether the SP can read how JumpCloud writes, and which of JumpCloud's traits it stumbles over: plain logins that are
//! done before everything else, each only where those before it ask for it.

use mock_idp::organization::{Dialect, JumpcloudTrait, SettingsPatch};
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::support::unsupported;
use super::{Case, ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::target::Target;

/// The case that is the plain login.
const PLAIN_LOGIN: &str = "login/sp-initiated";

/// One plain login, by how its messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DialectTrial {
    /// As JumpCloud writes.
    Jumpcloud,
    /// As the SAML specifications write.
    Specification,
    /// As JumpCloud writes, once more: a login that failed by chance must not be taken for a refusal of the dialect.
    JumpcloudAgain,
    /// As JumpCloud writes, but for one of its traits.
    Without(JumpcloudTrait),
}

impl DialectTrial {
    /// All of them, in the order in which they are done.
    fn all() -> Vec<Self> {
        let without = JumpcloudTrait::VARIANTS.iter().copied().map(Self::Without);
        [Self::Jumpcloud, Self::Specification, Self::JumpcloudAgain].into_iter().chain(without).collect()
    }

    /// The settings that make the IdP write so.
    pub fn settings(self) -> SettingsPatch {
        let (dialect, jumpcloud_traits) = match self {
            Self::Jumpcloud | Self::JumpcloudAgain => (Dialect::Jumpcloud, None),
            Self::Specification => (Dialect::Specification, None),
            Self::Without(left_out) => {
                let others = JumpcloudTrait::VARIANTS.iter().copied().filter(|one| *one != left_out);
                (Dialect::Jumpcloud, Some(others.collect()))
            }
        };
        SettingsPatch { dialect: Some(dialect), jumpcloud_traits, ..SettingsPatch::default() }
    }

    /// Its name, in kebab-case.
    pub fn name(self) -> String {
        match self {
            Self::Jumpcloud => "jumpcloud".to_owned(),
            Self::Specification => "specification".to_owned(),
            Self::JumpcloudAgain => "jumpcloud-again".to_owned(),
            Self::Without(left_out) => format!("without-{}", <&str>::from(left_out)),
        }
    }

    /// The trial of the login `plain`. The first one is that very case, so that what is seen of it need not be seen twice.
    fn planned(self, plain: &Case) -> PlannedControl {
        let mut case = plain.clone();
        if self != Self::Jumpcloud {
            case.id = CaseId::of_scenario("dialect", &self.name());
            case.idp = case.idp.overlaid(&self.settings());
            case.expect.rules.clear();
        }
        PlannedControl { id: ControlId::Dialect(self), case }
    }
}

/// The trials before `cases` are run. There are none where the target file itself says how the IdP writes, and none for
/// guides alone: their reader sets JumpCloud up, which has no such choice.
pub(super) fn trials(cases: &[Case], all: &[Case], target: &Target) -> Vec<PlannedControl> {
    let is_said = target.idp.dialect.is_some() || target.idp.jumpcloud_traits.is_some();
    if is_said || cases.iter().all(|case| case.guide.is_some()) {
        return Vec::new();
    }
    let shipped = all.iter().find(|case| *case.id == *PLAIN_LOGIN && unsupported(case, target).is_none()).cloned();
    let plain = shipped.unwrap_or_else(|| {
        Case::plain_login(
            CaseId::of_scenario("dialect", &DialectTrial::Jumpcloud.name()),
            "Whether the SP reads JumpCloud's messages",
            "An SP that cannot read them refuses every login, whatever else is right.",
        )
    });
    DialectTrial::all().into_iter().map(|trial| trial.planned(&plain)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};

    #[test]
    fn the_first_trial_is_the_plain_logins_own_case() {
        let plain = case(PLAIN_LOGIN, OutcomeKind::SignedIn);
        let all = [case("login/a", OutcomeKind::SignedIn), plain.clone()];
        let planned = trials(&[case("attack/a", OutcomeKind::Refused)], &all, &target());
        let ids: Vec<&str> = planned.iter().map(|control| control.case.id.as_str()).collect();
        let expected = [
            PLAIN_LOGIN,
            "dialect/specification",
            "dialect/jumpcloud-again",
            "dialect/without-prefix-list",
            "dialect/without-prefixes",
            "dialect/without-xsd-types",
            "dialect/without-key-size",
        ];
        assert_eq!((ids, &planned[0].case), (expected.to_vec(), &plain));
        let dialects: Vec<_> = planned.iter().map(|control| control.case.idp.dialect).collect();
        let (jumpcloud, specification) = (Some(Dialect::Jumpcloud), Some(Dialect::Specification));
        assert_eq!(dialects[..4], [None, specification, jumpcloud, jumpcloud]);
        let without = planned[5].case.idp.jumpcloud_traits.clone().unwrap();
        assert_eq!(without, [JumpcloudTrait::PrefixList, JumpcloudTrait::Prefixes, JumpcloudTrait::KeySize]);
    }

    #[test]
    fn a_target_file_that_says_the_dialect_is_not_asked() {
        let cases = [case("attack/a", OutcomeKind::Refused)];
        let mut target = target();
        assert_eq!(trials(&[], &cases, &target), []);
        target.idp.dialect = Some(Dialect::Specification);
        assert_eq!(trials(&cases, &cases, &target), []);
    }
}

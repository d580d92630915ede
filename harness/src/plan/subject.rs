//! Which fact of a person the SP wants as NameID: where the target file does not say, and the plain login is refused with
//! the e-mail address, it is done once more with another fact.

use mock_idp::organization::{SettingsPatch, SubjectField};
use serde::{Deserialize, Serialize};

use super::{Case, ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::target::Target;

/// One plain login, by what its NameID is. A first name or a last name may be several people's: no SP goes by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectTrial {
    /// The e-mail address, as everywhere else.
    Email,
    /// The user name.
    Username,
}

impl SubjectTrial {
    /// The settings that make the IdP write so.
    pub fn settings(self) -> SettingsPatch {
        let field = match self {
            Self::Email => SubjectField::Email,
            Self::Username => SubjectField::Username,
        };
        SettingsPatch { subject_field: Some(field), ..SettingsPatch::default() }
    }

    /// As `subject_field` of a target file calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Username => "username",
        }
    }

    fn planned(self) -> PlannedControl {
        let mut case = Case::plain_login(
            CaseId::of_scenario("subject", self.word()),
            &format!("Whether the SP knows people by their {} in the NameID", self.word()),
            "An SP that knows people by another name than it is sent refuses everybody.",
        );
        case.idp = self.settings();
        PlannedControl { id: ControlId::Subject(self), case }
    }
}

/// The trials before `cases` are run; none where the target file says it, and none for guides alone, whose reader sets it.
/// With the address it is tried only where no trial of the dialect does just that.
pub(super) fn trials(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    if target.idp.subject_field.is_some() || cases.iter().all(|case| case.guide.is_some()) {
        return Vec::new();
    }
    let has_plain_login = target.idp.dialect.is_none() && target.idp.jumpcloud_traits.is_none();
    let first = (!has_plain_login).then_some(SubjectTrial::Email);
    first.into_iter().chain([SubjectTrial::Username]).map(SubjectTrial::planned).collect()
}

#[cfg(test)]
mod tests {
    use mock_idp::organization::Dialect;

    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};

    #[test]
    fn a_target_file_that_says_the_subject_is_not_asked() {
        let cases = [case("attack/a", OutcomeKind::Refused)];
        let mut target = target();
        let ids = |target: &Target| trials(&cases, target).into_iter().map(|trial| trial.id).collect::<Vec<_>>();
        assert_eq!(ids(&target), [ControlId::Subject(SubjectTrial::Username)]);
        target.idp.dialect = Some(Dialect::Jumpcloud);
        assert_eq!(ids(&target), [SubjectTrial::Email, SubjectTrial::Username].map(ControlId::Subject));
        target.idp.subject_field = Some(SubjectField::Email);
        assert_eq!(ids(&target), []);
    }
}

//! Whether Company Login refuses the test persons' addresses for their mail domain: where the plain login does not get to
//! the IdP, it is done once more with addresses of other domains.

use serde::{Deserialize, Serialize};

use super::{Case, ControlId, PlannedControl};
use crate::action::Action;
use crate::case_id::CaseId;
use crate::target::Target;

/// One plain login, by the domain of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressTrial {
    /// A domain that mail could reach, unlike `.test` (RFC 6761).
    OtherDomain,
    /// A domain that nobody can have told the SP of.
    StrangersDomain,
}

impl AddressTrial {
    /// The domain, as `mail_domain` of a target file has it.
    pub fn mail_domain(self) -> &'static str {
        match self {
            Self::OtherDomain => "{company}.example.com",
            Self::StrangersDomain => "{company}-strangers.test",
        }
    }

    /// Its name, in kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherDomain => "other-domain",
            Self::StrangersDomain => "strangers-domain",
        }
    }

    fn planned(self) -> PlannedControl {
        let mut case = Case::plain_login(
            CaseId::of_scenario("address", self.name()),
            &format!("What Company Login does with an address of {}", self.mail_domain()),
            "An SP may take addresses of domains that mail reaches, or that a company has claimed, and no others.",
        );
        case.mail_domain = Some(self.mail_domain().to_owned());
        PlannedControl { id: ControlId::Address(self), case }
    }
}

/// The trials before `cases` are run; none where no address is typed at Company Login, and none for guides alone.
pub(super) fn trials(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    let types_address = target
        .login
        .steps
        .iter()
        .any(|step| matches!(step.action.inner(), Action::Fill { text, .. } if text.contains(".email")));
    if !types_address || cases.iter().all(|case| case.guide.is_some()) {
        return Vec::new();
    }
    [AddressTrial::OtherDomain, AddressTrial::StrangersDomain].map(AddressTrial::planned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Step;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};

    #[test]
    fn domains_are_tried_where_an_address_is_typed() {
        let cases = [case("attack/a", OutcomeKind::Refused)];
        let mut target = target();
        assert_eq!(trials(&cases, &target), []);
        let action = Action::Fill { selector: "#email".to_owned(), text: "{user.email}".to_owned() };
        target.login.steps = vec![Step { action, guide: None }];
        let domains: Vec<_> = trials(&cases, &target).into_iter().filter_map(|trial| trial.case.mail_domain).collect();
        assert_eq!(domains, ["{company}.example.com", "{company}-strangers.test"]);
    }
}

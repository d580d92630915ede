//! The plain logins of accounts whose names hold the victim's. A trick that makes the victim of such a name shows nothing at
//! an SP that takes the account for the victim anyway.

use std::collections::BTreeMap;

use super::support::unsupported;
use super::{Case, ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::fixture::NAMESAKES;
use crate::target::Target;

/// The account whose name `case` plays a trick on; none where it plays none.
pub fn namesake(case: &Case) -> Option<&str> {
    let user = case.flow.user.as_str();
    (NAMESAKES.contains(&user) && !case.recipe.steps.is_empty()).then_some(user)
}

/// The logins beside `cases`: the same way in, with nothing done to what is sent.
pub(super) fn logins(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    let tricks: BTreeMap<&str, &Case> = cases.iter().filter_map(|case| Some((namesake(case)?, case))).collect();
    let planned = tricks.into_iter().map(|(account, trick)| {
        let mut case = Case::plain_login(
            CaseId::of_scenario("namesake", account),
            &format!("Whom the SP takes {account} for"),
            "An SP that takes this account for the victim's without any trick shows nothing about tricks.",
        );
        case.flow = trick.flow.clone();
        PlannedControl { id: ControlId::Namesake(account.to_owned()), case }
    });
    planned.filter(|control| unsupported(&control.case, target).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};

    #[test]
    fn each_account_that_a_trick_is_played_on_logs_in_once_without_it() {
        let mut trick = case("attack/a", OutcomeKind::Refused);
        trick.flow.user = "not-victim".to_owned();
        trick.recipe = serde_json::from_str(r#"[{ "step": "sign" }]"#).unwrap();
        let mut plain = trick.clone();
        plain.recipe = Default::default();
        let mut other = trick.clone();
        other.flow.user = "employee".to_owned();
        assert_eq!((logins(&[plain], &target()), logins(&[other], &target())), (vec![], vec![]));
        let planned = logins(&[trick.clone(), trick.clone()], &target());
        assert_eq!(planned.len(), 1);
        assert_eq!(planned[0].id, ControlId::Namesake("not-victim".to_owned()));
        assert!(planned[0].case.flow == trick.flow && planned[0].case.recipe.steps.is_empty());
    }
}

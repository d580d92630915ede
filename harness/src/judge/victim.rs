//! The person whom attacks pretend to be: an SP that does not let even them in shows nothing by refusing a forgery of them.

use super::control::{control_works, login_of};
use crate::evidence::ControlEvidence;
use crate::outcome::OutcomeKind;
use crate::plan::{Case, ControlId, VICTIM, aims_at_victim};

/// Why a refusal shows nothing: the victim's own plain login, among the logins `beside` the lanes, did not sign them in.
pub(super) fn is_kept_out(case: &Case, beside: &[ControlEvidence]) -> Option<String> {
    if case.expect.outcome == OutcomeKind::SignedIn || !aims_at_victim(case) {
        return None;
    }
    let login = login_of(&ControlId::Person(VICTIM.to_owned()), beside)?;
    let failed = control_works(login, VICTIM).err()?;
    let email = login.surroundings.personas.get(VICTIM).map_or(VICTIM, String::as_str);
    let reason = &failed.reason;
    Some(match failed.seen {
        Some(_) => format!(
            "a forgery of {email} that is refused shows nothing, as the SP does not let the victim themself in: {reason}; give \
             them what employees have there, an account above all (`[accounts]` makes it)"
        ),
        None => {
            format!("a forgery of {email} that is refused shows nothing without the victim's own plain login: {reason}")
        }
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::evidence::{CaseEvidence, Incident, IncidentKind};
    use crate::sample::{EMPLOYEE, VICTIM as ADDRESS, case, login};
    use crate::scenario::Attacker;

    #[rstest]
    #[case::let_in(Some(ADDRESS), Some(Attacker::None), OutcomeKind::Refused, false)]
    #[case::kept_out(None, Some(Attacker::None), OutcomeKind::Refused, true)]
    #[case::taken_for_somebody_else(Some(EMPLOYEE), Some(Attacker::None), OutcomeKind::Refused, true)]
    #[case::no_attack(None, None, OutcomeKind::Refused, false)]
    #[case::a_login(None, Some(Attacker::None), OutcomeKind::SignedIn, false)]
    fn a_refused_forgery_needs_a_victim_who_could_be_let_in(
        #[case] user: Option<&str>,
        #[case] attacker: Option<Attacker>,
        #[case] demanded: OutcomeKind,
        #[case] is_kept_out: bool,
    ) {
        let mut attack = case("attack/a", demanded);
        attack.attacker = attacker;
        attack.recipe =
            serde_json::from_str(r#"[{ "step": "set", "node": "NameID", "text": "{victim.email}" }]"#).unwrap();
        let own =
            ControlEvidence { id: ControlId::Person(VICTIM.to_owned()), login: login("person/victim", 200, user) };
        let said = super::is_kept_out(&attack, std::slice::from_ref(&own));
        assert_eq!(said.is_some(), is_kept_out, "{said:?}");
        assert!(said.is_none_or(|said| said.contains(ADDRESS) && said.contains("`[accounts]`")));
        assert_eq!(super::is_kept_out(&attack, &[]), None, "a run that did not try");
    }

    #[test]
    fn trouble_of_ours_with_the_victims_login_is_not_said_of_the_sp() {
        let mut attack = case("attack/a", OutcomeKind::Refused);
        attack.flow.user = "not-victim".to_owned();
        let incident = Incident { kind: IncidentKind::Files, message: "no space left".to_owned() };
        let troubled = CaseEvidence { incident: Some(incident), ..login("person/victim", 200, Some(ADDRESS)) };
        let own = ControlEvidence { id: ControlId::Person(VICTIM.to_owned()), login: troubled };
        let said = is_kept_out(&attack, &[own]).unwrap();
        assert!(said.ends_with("own plain login: no space left") && !said.contains("does not let"), "{said}");
    }
}

//! The plain logins of two people, from which a run learns what the SP shows of whoever is signed in; and that of the person
//! whom attacks pretend to be.

use super::accounts::accounts;
use super::support::unsupported;
use super::{CONTROL_PERSONA, Case, ControlId, PlannedControl, lane_control};
use crate::case_id::CaseId;
use crate::fixture::{Fact, NAMESAKES};
use crate::scenario::{Flow, Start};
use crate::target::Target;

/// Those two: what is the same in both texts is the text around, and what differs is the person.
pub const KNOWN_PEOPLE: [&str; 2] = [CONTROL_PERSONA, "colleague"];

/// Whom attacks pretend to be. An SP that does not let even them in refuses every forgery of them, whatever it believes.
pub const VICTIM: &str = "victim";

/// Whether somebody pretends to be the victim in `case`, be it by a name that is taken for theirs.
pub fn aims_at_victim(case: &Case) -> bool {
    let of_anybody = Case { attacker: None, ..case.clone() };
    let is_named = || accounts([&of_anybody]).contains(&VICTIM);
    case.attacker.is_some() && (NAMESAKES.contains(&case.flow.user.as_str()) || is_named())
}

/// The login of the victim at an SP that has not seen them yet, before `cases` of a lane, where it is needed; `shown` is what
/// the SP shows. An SP that makes user names for new accounts gives the victim's to whoever comes first.
pub fn first_login_of_victim(cases: &[&Case], shown: Option<Fact>) -> Option<Case> {
    let is_made = matches!(shown?, Fact::Username | Fact::Name | Fact::FirstName);
    let case = cases.iter().find(|case| aims_at_victim(case)).filter(|_| is_made)?;
    Some(Case { flow: Flow::plain(Start::Sp, VICTIM), ..lane_control(case) })
}

/// The logins before `cases` are run. There are none for guides alone, in which one person logs in and nobody else is there
/// to be taken for them.
pub(super) fn logins(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    if cases.iter().all(|case| case.guide.is_some()) {
        return Vec::new();
    }
    let login = |persona: &str, why: &str| {
        let title = format!("What the SP shows when the {persona} is signed in");
        let mut case = Case::plain_login(CaseId::of_scenario("person", persona), &title, why);
        case.flow = Flow::plain(Start::Sp, persona);
        PlannedControl { id: ControlId::Person(persona.to_owned()), case }
    };
    let known = "Whoever knows how an SP calls two people can tell which of them is signed in.";
    let forged = "An SP that does not let the victim in by their own response shows nothing by refusing a forged one.";
    let victim = cases.iter().any(aims_at_victim).then(|| login(VICTIM, forged));
    let planned = KNOWN_PEOPLE.map(|persona| login(persona, known)).into_iter().chain(victim);
    planned.filter(|control| unsupported(&control.case, target).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::plan::{GuideRun, Stage};
    use crate::sample::{case, target};
    use crate::scenario::Attacker;

    #[test]
    fn two_people_log_in_and_who_is_forged_unless_guides_alone_are_run() {
        let attack = case("attack/a", OutcomeKind::Refused);
        let ids: Vec<String> =
            logins(std::slice::from_ref(&attack), &target()).iter().map(|login| login.case.id.to_string()).collect();
        assert_eq!(ids, ["person/employee", "person/colleague"]);
        let forged = Case {
            attacker: Some(Attacker::None),
            recipe: serde_json::from_str(r#"[{ "step": "set", "node": "NameID", "text": "{victim.email}" }]"#).unwrap(),
            ..attack.clone()
        };
        let of_idp = Case { attacker: None, ..forged.clone() };
        let ids = |case: &Case| logins(std::slice::from_ref(case), &target()).into_iter().map(|login| login.id);
        let victim = ControlId::Person("victim".to_owned());
        assert_eq!((ids(&forged).next_back(), ids(&of_idp).count()), (Some(victim), 2));
        for (shown, is_needed) in [(Fact::Username, true), (Fact::Email, false)] {
            let first = first_login_of_victim(&[&attack, &forged], Some(shown));
            let user = first.map(|login| login.flow.user);
            assert_eq!(user, is_needed.then(|| "victim".to_owned()));
        }
        assert_eq!(first_login_of_victim(&[&attack], Some(Fact::Username)), None);
        let guide = Case { guide: Some(GuideRun { values: [].into(), stages: Vec::<Stage>::new() }), ..attack };
        assert_eq!(logins(&[guide], &target()), []);
    }
}

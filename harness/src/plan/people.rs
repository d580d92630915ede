//! The plain logins of two people, from which a run learns what the SP shows of whoever is signed in.

use super::support::unsupported;
use super::{CONTROL_PERSONA, Case, ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::scenario::{Flow, Start};
use crate::target::Target;

/// Those two: what is the same in both texts is the text around, and what differs is the person.
pub const KNOWN_PEOPLE: [&str; 2] = [CONTROL_PERSONA, "colleague"];

/// The logins before `cases` are run. There are none for guides alone, in which one person logs in and nobody else is there
/// to be taken for them.
pub(super) fn logins(cases: &[Case], target: &Target) -> Vec<PlannedControl> {
    if cases.iter().all(|case| case.guide.is_some()) {
        return Vec::new();
    }
    let planned = KNOWN_PEOPLE.map(|persona| {
        let mut case = Case::plain_login(
            CaseId::of_scenario("person", persona),
            &format!("What the SP shows when the {persona} is signed in"),
            "Whoever knows how an SP calls two people can tell which of them is signed in.",
        );
        case.flow = Flow::plain(Start::Sp, persona);
        PlannedControl { id: ControlId::Person(persona.to_owned()), case }
    });
    planned.into_iter().filter(|control| unsupported(&control.case, target).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::plan::{GuideRun, Stage};
    use crate::sample::{case, target};

    #[test]
    fn two_people_log_in_unless_guides_alone_are_run() {
        let attack = case("attack/a", OutcomeKind::Refused);
        let ids: Vec<String> =
            logins(std::slice::from_ref(&attack), &target()).iter().map(|login| login.case.id.to_string()).collect();
        assert_eq!(ids, ["person/employee", "person/colleague"]);
        let guide = Case { guide: Some(GuideRun { values: [].into(), stages: Vec::<Stage>::new() }), ..attack };
        assert_eq!(logins(&[guide], &target()), []);
    }
}

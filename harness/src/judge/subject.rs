//! By which fact in the NameID an SP knows people.

use super::control::control_works;
use super::outcome::is_refused_at;
use crate::evidence::ControlEvidence;
use crate::outcome::Phase;
use crate::plan::{CONTROL_PERSONA, ControlId, DialectTrial, SubjectTrial};

/// What the NameID must be so that the plain login works, where the SP refuses it with the e-mail address.
///
/// A run in which this is something goes on with that.
pub fn wanted_subject(controls: &[ControlEvidence]) -> Option<SubjectTrial> {
    let works = controls.iter().filter(|control| control_works(&control.login, CONTROL_PERSONA).is_ok());
    let mut others = works.filter_map(|control| match control.id {
        ControlId::Subject(trial) if trial != SubjectTrial::Email => Some(trial),
        _ => None,
    });
    others.next().filter(|_| refuses_addresses(controls))
}

/// Whether `trial` is to be done, after what `controls` show.
pub fn asks_for_subject(trial: SubjectTrial, controls: &[ControlEvidence]) -> bool {
    trial == SubjectTrial::Email || refuses_addresses(controls) && wanted_subject(controls).is_none()
}

/// Whether the SP refused at its ACS all plain logins with the e-mail address.
fn refuses_addresses(controls: &[ControlEvidence]) -> bool {
    let plain = [DialectTrial::Jumpcloud, DialectTrial::Specification].map(ControlId::Dialect);
    let plain = [&plain[..], &[ControlId::Subject(SubjectTrial::Email)]].concat();
    let mut logins = controls.iter().filter(|control| plain.contains(&control.id)).map(|control| &control.login);
    let any = controls.iter().any(|control| plain.contains(&control.id));
    any && logins.all(|login| is_refused_at(Phase::Acs, login))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample::{EMPLOYEE, login};

    fn control(id: ControlId, user: Option<&str>) -> ControlEvidence {
        ControlEvidence { id, login: login("login/sp-initiated", 403, user) }
    }

    #[rstest]
    #[case::by_username(None, Some(EMPLOYEE), Some(SubjectTrial::Username))]
    #[case::by_nothing(None, None, None)]
    #[case::by_address(Some(EMPLOYEE), Some(EMPLOYEE), None)]
    fn the_subject_that_works_is_wanted_where_the_address_does_not(
        #[case] with_address: Option<&str>,
        #[case] with_username: Option<&str>,
        #[case] wanted: Option<SubjectTrial>,
    ) {
        for plain in [ControlId::Dialect(DialectTrial::Jumpcloud), ControlId::Subject(SubjectTrial::Email)] {
            let first = control(plain, with_address);
            let asks = asks_for_subject(SubjectTrial::Username, std::slice::from_ref(&first));
            assert_eq!(asks, with_address.is_none());
            let trial = control(ControlId::Subject(SubjectTrial::Username), with_username);
            assert_eq!(wanted_subject(&[first, trial]), wanted);
        }
        assert!(!asks_for_subject(SubjectTrial::Username, &[]));
    }
}

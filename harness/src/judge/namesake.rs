//! An SP that takes one account for another without any trick: a trick that does the same shows nothing more.

use super::control::login_of;
use super::who::{Named, Who};
use crate::evidence::{CaseEvidence, ControlEvidence};
use crate::plan::{Case, ControlId, namesake};

/// Why it cannot be told whether the trick of `case` worked, in words: the plain login of the very same account, among
/// `controls`, signed the same other person in.
pub(super) fn needs_no_trick(case: &Case, evidence: &CaseEvidence, controls: &[ControlEvidence]) -> Option<String> {
    let account = namesake(case)?;
    let plain = login_of(&ControlId::Namesake(account.to_owned()), controls)?;
    let person = person(evidence)?;
    let own = evidence.surroundings.personas.get(account)?;
    let is_same = self::person(plain).is_some_and(|plain| plain.eq_ignore_ascii_case(&person));
    (is_same && !person.eq_ignore_ascii_case(own)).then(|| {
        format!(
            "signed in as {person}, and so is the plain login of this account, {own}: this SP takes one for the other \
             without any trick, which `attack/namesake` tells"
        )
    })
}

/// Who of the fixture is signed in.
fn person(evidence: &CaseEvidence) -> Option<String> {
    match Named::of(evidence.identity.as_ref()?, evidence)?.who {
        Who::Person(email) => Some(email),
        Who::Name | Who::Nameless(_) | Who::Unclear(_) => None,
    }
}

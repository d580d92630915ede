//! Whether an SP refuses the way in which JumpCloud writes.

use std::fmt;

use mock_idp::organization::JumpcloudTrait;

use super::control::{control_works, login_of};
use crate::evidence::{CaseEvidence, ControlEvidence};
use crate::plan::{CONTROL_PERSONA, ControlId, DialectTrial};

/// An SP that refuses the plain login as JumpCloud writes it, and takes the same login as the specifications write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedDialect {
    /// Id of the case that is the plain login.
    pub case: String,
    /// JumpCloud's traits without one of which the login works, each left out alone. Empty: leaving out one is not enough.
    pub traits: Vec<JumpcloudTrait>,
}

impl fmt::Display for RefusedDialect {
    /// One line for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this SP does not get along with JumpCloud's messages: it refuses ")?;
        if self.traits.is_empty() {
            return f.write_str("several of JumpCloud's traits, since leaving out one of them is not enough");
        }
        let words: Vec<&str> = self.traits.iter().copied().map(in_words).collect();
        f.write_str(&words.join(" together with "))
    }
}

fn in_words(which: JumpcloudTrait) -> &'static str {
    match which {
        JumpcloudTrait::PrefixList => "the prefix list of exclusive C14N (`InclusiveNamespaces`)",
        JumpcloudTrait::Prefixes => "the prefixes `saml2p` and `saml2`",
        JumpcloudTrait::XsdTypes => "attribute values with `xsi:type=\"xsd:string\"`",
        JumpcloudTrait::KeySize => "4096-bit keys",
    }
}

/// What the trials among `controls` show; none where the SP reads JumpCloud's messages, or where no dialect helps.
///
/// A run in which this is something goes on in the dialect of the specifications.
pub fn refused_dialect(controls: &[ControlEvidence]) -> Option<RefusedDialect> {
    let first = seen(controls, DialectTrial::Jumpcloud)?;
    if !asks_for_traits(controls) {
        return None;
    }
    let traits = controls.iter().filter_map(|control| match control.id {
        ControlId::Dialect(DialectTrial::Without(left_out)) if works(&control.login) => Some(left_out),
        _ => None,
    });
    Some(RefusedDialect { case: first.case.clone(), traits: traits.collect() })
}

/// Whether `trial` is to be done, after what `controls` show.
pub fn asks_for(trial: DialectTrial, controls: &[ControlEvidence]) -> bool {
    match trial {
        DialectTrial::Jumpcloud => true,
        DialectTrial::Specification => seen(controls, DialectTrial::Jumpcloud).is_some_and(is_refused),
        DialectTrial::JumpcloudAgain => seen(controls, DialectTrial::Specification).is_some_and(works),
        DialectTrial::Without(_) => asks_for_traits(controls),
    }
}

/// Refused twice as JumpCloud writes, and taken in between.
fn asks_for_traits(controls: &[ControlEvidence]) -> bool {
    let refused = |trial| seen(controls, trial).is_some_and(is_refused);
    refused(DialectTrial::Jumpcloud)
        && seen(controls, DialectTrial::Specification).is_some_and(works)
        && refused(DialectTrial::JumpcloudAgain)
}

fn seen(controls: &[ControlEvidence], trial: DialectTrial) -> Option<&CaseEvidence> {
    login_of(&ControlId::Dialect(trial), controls)
}

fn works(login: &CaseEvidence) -> bool {
    control_works(login, CONTROL_PERSONA).is_ok()
}

/// Whether the SP answered and let nobody in. Trouble of ours, or an SP that is gone, says nothing of the dialect.
fn is_refused(login: &CaseEvidence) -> bool {
    control_works(login, CONTROL_PERSONA).is_err_and(|failed| failed.seen.is_some_and(|seen| seen.kind.is_refusal()))
}

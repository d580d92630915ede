//! What a response must satisfy (saml-profiles-2.0 4.1.4.2, 4.1.4.3; saml-core-2.0): one check a file, each a
//! pure function from the verified response and what is expected to nothing or a [`Refusal`].

mod algorithm;
mod audience;
mod authn_statement;
mod conditions;
mod destination;
mod id;
mod in_response_to;
mod issue_instant;
mod issuer;
mod recipient;
mod replay;
mod signature;
mod status;
mod subject;
mod subject_confirmation;
#[cfg(test)]
mod tests;
mod time;
mod version;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::refusal::Refusal;
use crate::response::{Confirmation, VerifiedResponse};
use crate::settings::Accepts;

pub use time::{SKEW, instant};

/// What a response is held against.
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// Now.
    pub now: Timestamp,
    /// This SP's entity ID.
    pub entity_id: &'a str,
    /// This SP's Assertion Consumer Service.
    pub acs_url: &'a str,
    /// The Identity Provider Issuer of the company's settings.
    pub issuer: &'a str,
    /// Which signature the company's settings demand.
    pub accepts: Accepts,
    /// Whether RSA-SHA1 and SHA-1 digests will do.
    pub allow_sha1: bool,
    /// Whether a response may come unasked.
    pub allow_idp_initiated: bool,
    /// IDs of the requests that this browser has open with this company, and when they were sent.
    pub pending: HashMap<String, Timestamp>,
    /// What the response is remembered under when it was taken.
    pub replay_key: String,
    /// What was taken before.
    pub seen: HashSet<String>,
}

/// A check: its name is the name of its file.
pub type Check = fn(&VerifiedResponse, &Expected<'_>) -> Result<(), Refusal>;

/// All checks, in the order in which they are done. The first that refuses gives the reason; `replay` stands
/// before `in_response_to`, since a replayed response answers a request that is no longer open.
pub const CHECKS: &[(&str, Check)] = &[
    ("version", version::check),
    ("id", id::check),
    ("issue_instant", issue_instant::check),
    ("status", status::check),
    ("destination", destination::check),
    ("issuer", issuer::check),
    ("signature", signature::check),
    ("algorithm", algorithm::check),
    ("subject_confirmation", subject_confirmation::check),
    ("recipient", recipient::check),
    ("time", time::check),
    ("conditions", conditions::check),
    ("audience", audience::check),
    ("authn_statement", authn_statement::check),
    ("subject", subject::check),
    ("replay", replay::check),
    ("in_response_to", in_response_to::check),
];

/// Does every check.
pub fn all(response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    but(&[], response, expected)
}

/// Does every check but those of these names.
pub fn but(names: &[&str], response: &VerifiedResponse, expected: &Expected<'_>) -> Result<(), Refusal> {
    let checks = CHECKS.iter().filter(|(name, _)| !names.contains(name));
    checks.into_iter().try_for_each(|(_, check)| check(response, expected))
}

/// The bearer confirmation that is judged (saml-core-2.0 2.4.1: one that holds is enough): one that holds in every
/// respect, else one addressed to this ACS, else the first.
pub fn bearer<'r>(response: &'r VerifiedResponse, expected: &Expected<'_>) -> Option<&'r Confirmation> {
    const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    let all = || response.assertion.confirmations.iter().filter(|confirmation| confirmation.method == BEARER);
    let holds = |confirmation: &&Confirmation| {
        subject_confirmation::holds(confirmation).is_ok()
            && recipient::holds(confirmation, expected).is_ok()
            && time::confirmation_holds(confirmation, expected).is_ok()
            && in_response_to::holds(confirmation, response).is_ok()
    };
    let addressed = |confirmation: &&Confirmation| confirmation.recipient.as_deref() == Some(expected.acs_url);
    all().find(holds).or_else(|| all().find(addressed)).or_else(|| all().next())
}

//! What a response must satisfy (saml-profiles-2.0 4.1.4.2, 4.1.4.3; saml-core-2.0): one check a file, each a
//! pure function from the verified response and what is expected to nothing or a [`Refusal`].

mod algorithm;
mod audience;
mod authn_statement;
mod conditions;
mod destination;
mod in_response_to;
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

use std::collections::HashSet;

use jiff::Timestamp;

use crate::refusal::Refusal;
use crate::response::VerifiedResponse;
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
    /// IDs of the requests that this browser has open with this company.
    pub pending: HashSet<String>,
    /// IDs of the assertions that were taken before.
    pub seen: HashSet<String>,
}

/// A check: its name is the name of its file.
pub type Check = fn(&VerifiedResponse, &Expected<'_>) -> Result<(), Refusal>;

/// All checks, in the order in which they are done. The first that refuses gives the reason; `replay` stands
/// before `in_response_to`, since a replayed response answers a request that is no longer open.
pub const CHECKS: &[(&str, Check)] = &[
    ("version", version::check),
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
    CHECKS.iter().try_for_each(|(_, check)| check(response, expected))
}

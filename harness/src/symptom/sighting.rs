//! What a case ended on, at the target at hand.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::evidence::CaseEvidence;
use crate::judge::CaseResult;
use crate::outcome::{OutcomeKind, Phase};

/// What the person saw at the end of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Id of the case.
    pub case: String,
    /// What they ended up with.
    pub outcome: OutcomeKind,
    /// Where.
    pub phase: Phase,
    /// Status of the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Its address, without query; `<sp>` and `<idp>` in place of the hosts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Its title and its words; of the IdP's pages nothing, since the mock IdP's words are not JumpCloud's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
}

static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^outcome: +([a-z-]+)\b.* at phase `([a-z]+)`(?: \(HTTP (\d+)\))?").expect("it is a pattern")
});

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^## Last page\n(?:\d+|no status)(?: (.*))? \((<[^\n?#)]*)[^\n]*\n((?:\| .*\n?)*)")
        .expect("it is a pattern")
});

/// What accepted snapshots say, each with the id of its case. What is no snapshot of a login says nothing.
pub fn of_snapshots<'a>(snapshots: impl IntoIterator<Item = (String, &'a str)>) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    let mut as_in: Vec<(usize, String)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for (case, text) in snapshots {
        let Some(found) = OUTCOME.captures(text) else { continue };
        let (Ok(outcome), Ok(phase)) = (found[1].parse(), found[2].parse()) else { continue };
        let status = found.get(3).and_then(|status| status.as_str().parse().ok());
        let (mut address, mut page) = (String::new(), String::new());
        if let Some(last) = PAGE.captures(text) {
            last[2].clone_into(&mut address);
            let lines = last[3].lines().map(|line| line.trim_start_matches("| "));
            page = last.get(1).map(|title| title.as_str()).into_iter().chain(lines).collect::<Vec<_>>().join("\n");
            if let Some((_, other)) = last[0].lines().nth(1).and_then(|line| line.rsplit_once(", as in ")) {
                as_in.push((sightings.len(), other.to_owned()));
            }
        }
        at.insert(case.clone(), sightings.len());
        sightings.push(Sighting { case, outcome, phase, status, address, page });
    }
    for (index, other) in as_in {
        if let Some(other) = at.get(&other) {
            sightings[index].page = sightings[*other].page.clone();
        }
    }
    sightings
}

/// What a report's case says; nothing where the outcome is unknown.
pub fn of_report(result: &CaseResult, evidence: &CaseEvidence) -> Option<Sighting> {
    let outcome = result.outcome.as_ref().filter(|_| result.is_verified())?;
    let page = evidence.steps.iter().rev().find(|step| step.is_of_login()).map(|step| &step.page)?;
    let address = page.url.split(['?', '#']).next().unwrap_or_default();
    // Each lane has ports of its own.
    let around = &evidence.surroundings;
    let hosts =
        [("<sp>", around.sp_base_url.trim_end_matches('/')), ("<idp>", around.idp_base_url.trim_end_matches('/'))];
    let named = hosts
        .iter()
        .filter(|(_, base)| !base.is_empty())
        .find_map(|(name, base)| Some(format!("{name}{}", address.strip_prefix(base)?)));
    let address = named.unwrap_or_else(|| address.to_owned());
    let is_idps = outcome.phase == Phase::Idp;
    let words = if is_idps { String::new() } else { format!("{}\n{}", page.title, page.text).trim().to_owned() };
    Some(Sighting {
        case: result.id.to_string(),
        outcome: outcome.kind,
        phase: outcome.phase,
        status: page.status.or(outcome.http_status),
        address,
        page: words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "expected:  refused\noutcome:   signed-in as employee@acme.test at phase `acs` (HTTP 200)\n\n\
                         ## Last page\n200 Dashboard (<sp>/dashboard)\n| Welcome\n| to Acme\n\n## Messages\n";
    const SAME: &str = "outcome:   not-found at phase `start` (HTTP 404)\n\n## Last page\n\
                        404 404 Not Found (<sp>/login/company), as in guide/whole\n";
    const AT_IDP: &str = "outcome:   stays-at-idp at phase `idp` (HTTP 400)\n\n## Last page\n\
                          400 (<idp>/saml2/acme-app?SAMLRequest&RelayState\n\n## Messages\n";

    #[test]
    fn a_snapshot_says_what_was_seen() {
        let texts = [("guide/whole", WHOLE), ("guide/same", SAME), ("guide/idp", AT_IDP), ("guide/none", "nothing")];
        let seen = of_snapshots(texts.map(|(id, text)| (id.to_owned(), text)));
        let facts: Vec<_> =
            seen.iter().map(|s| (s.outcome, s.phase, s.status, s.address.as_str(), s.page.as_str())).collect();
        assert_eq!(
            facts,
            [
                (OutcomeKind::SignedIn, Phase::Acs, Some(200), "<sp>/dashboard", "Dashboard\nWelcome\nto Acme"),
                (OutcomeKind::NotFound, Phase::Start, Some(404), "<sp>/login/company", "Dashboard\nWelcome\nto Acme"),
                (OutcomeKind::StaysAtIdp, Phase::Idp, Some(400), "<idp>/saml2/acme-app", ""),
            ]
        );
    }
}

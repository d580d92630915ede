//! Static judgement of what an SP emitted: its AuthnRequests, its metadata, its pages, headers and cookies. Each rule
//! is a pure function over the evidence of one case; a scenario names the rules that it demands (`[expect] rules`).
//!
//! A rule is one file in `request/`, `metadata/` or `page/`, and one line of `RULES`' three parts.

mod evidence_view;
pub(in crate::judge) mod html;
mod keys;
mod metadata;
mod page;
mod request;
#[cfg(test)]
mod sample;
mod schema;
mod signature;
#[cfg(test)]
mod tests;

use evidence_view::EvidenceView;

use crate::evidence::CaseEvidence;

/// What a rule comes to: each disagreement in words with the value seen; or, in words, why the rule has nothing to
/// judge in this case (the SP publishes no metadata, say).
type Judgement = Result<Vec<String>, String>;

/// A demand on what the SP emits.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case; states the demand.
    pub name: &'static str,
    /// The demand as one sentence.
    pub demand: &'static str,
    /// Requirements and clauses that it serves.
    pub rows: &'static [&'static str],
    judge: fn(&EvidenceView<'_>) -> Judgement,
}

/// The rule that needs the SP's addresses asked.
pub const ASKS_ENDPOINTS: &str = metadata::ASKS_ENDPOINTS;

/// All rules, in three parts.
const RULES: [&[Rule]; 3] = [request::RULES, metadata::RULES, page::RULES];

/// All rules, in the order of the registry.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    RULES.into_iter().flatten()
}

/// Names of all rules, in the order of the registry.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    all().map(|rule| rule.name)
}

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Checks `evidence` by the rule called `name`: each disagreement in words, with the value seen; in words why the
/// rule has nothing to judge, or that there is no such rule.
pub fn check(name: &str, evidence: &CaseEvidence) -> Result<Vec<String>, String> {
    let rule = find(name).ok_or_else(|| format!("there is no rule `{name}`"))?;
    (rule.judge)(&EvidenceView::of(evidence))
}

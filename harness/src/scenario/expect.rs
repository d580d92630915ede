//! What a scenario demands.

use serde::{Deserialize, Serialize};

use super::flow::persona;
use crate::diagnostic::Table;
use crate::evidence::Phase;
use crate::judge::OutcomeKind;
use crate::placeholder::Names;

/// How strong a demand is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not met: fail.
    #[default]
    Must,
    /// Not met: warn.
    Should,
}

/// The demand of one case. Texts are templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// What the person must end up with.
    pub outcome: OutcomeKind,
    /// Must or should.
    #[serde(default)]
    pub level: Level,
    /// Where it must end.
    #[serde(default)]
    pub phase: Option<Phase>,
    /// Who must be signed in (persona); absent: the flow's user.
    #[serde(default)]
    pub user: Option<String>,
    /// Path and query of the page the person must land on.
    #[serde(default)]
    pub lands_at: Option<String>,
    /// Texts that the last page must show.
    #[serde(default)]
    pub shows: Vec<String>,
}

const OUTCOMES: &[(&str, OutcomeKind)] = &[
    ("signed-in", OutcomeKind::SignedIn),
    ("refused", OutcomeKind::Refused),
    ("not-found", OutcomeKind::NotFound),
    ("sp-error", OutcomeKind::SpError),
    ("stays-at-idp", OutcomeKind::StaysAtIdp),
    ("no-answer", OutcomeKind::NoAnswer),
];

const LEVELS: &[(&str, Level)] = &[("must", Level::Must), ("should", Level::Should)];

const PHASES: &[(&str, Phase)] = &[
    ("provision", Phase::Provision),
    ("start", Phase::Start),
    ("idp", Phase::Idp),
    ("acs", Phase::Acs),
    ("after", Phase::After),
];

/// Reads a demand.
pub(crate) fn read_expect(mut table: Table<'_>, names: &Names) -> Expect {
    let outcome = table.required("outcome").and_then(|value| value.choice("outcome", OUTCOMES));
    let expect = Expect {
        outcome: outcome.unwrap_or(OutcomeKind::SignedIn),
        level: table.choice("level", "level", LEVELS).unwrap_or_default(),
        phase: table.choice("phase", "phase", PHASES),
        user: persona(&mut table, "user"),
        lands_at: table.optional_template("lands_at", names),
        shows: table.templates("shows", names),
    };
    table.finish();
    expect
}

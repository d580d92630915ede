//! What a scenario demands.

use serde::{Deserialize, Serialize};

use crate::evidence::Phase;
use crate::judge::OutcomeKind;

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

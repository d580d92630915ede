//! What a scenario demands.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::flow::persona;
use super::values;
use crate::diagnostic::Table;
use crate::judge::rule;
use crate::outcome::{OutcomeKind, Phase};
use crate::placeholder::Names;

/// How strong a demand is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Level {
    /// Not met: fail.
    #[default]
    Must,
    /// Not met: warn.
    Should,
}

impl Level {
    /// As scenario files and reports write it.
    pub fn word(self) -> &'static str {
        self.into()
    }
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
    /// Whether the SP may sign in the person whom the IdP vouched for where a refusal is demanded.
    #[serde(default)]
    pub genuine: Genuine,
    /// Static judgements of what was seen, by name.
    #[serde(default)]
    pub rules: Vec<String>,
}

/// Signing in the person whom the IdP vouched for, where a refusal is demanded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Genuine {
    /// Not as demanded, like any other sign-in.
    #[default]
    Refused,
    /// As demanded, with a remark: the SP ignored the forgery.
    Allowed,
}

impl Expect {
    /// A demand of this outcome and nothing more.
    pub fn of(outcome: OutcomeKind) -> Self {
        Self {
            outcome,
            level: Level::Must,
            phase: None,
            user: None,
            lands_at: None,
            shows: Vec::new(),
            genuine: Genuine::Refused,
            rules: Vec::new(),
        }
    }

    /// Names of `{with.*}` in its texts.
    pub(super) fn used(&self) -> BTreeSet<String> {
        serde_json::to_value(self).map(|value| values::used(&value)).unwrap_or_default()
    }
}

/// What a scenario can demand. That its process ends, or that it lets nobody in any more, is never right for an SP.
const OUTCOMES: &[OutcomeKind] = &[
    OutcomeKind::SignedIn,
    OutcomeKind::Refused,
    OutcomeKind::NotFound,
    OutcomeKind::SpError,
    OutcomeKind::StaysAtIdp,
    OutcomeKind::NoAnswer,
];

/// Reads a demand.
pub(crate) fn read_expect(mut table: Table<'_>, names: &Names) -> Expect {
    let outcome = table.required("outcome").and_then(|value| value.choice("outcome", OUTCOMES));
    let genuine = table.optional("genuine");
    if let Some(genuine) = genuine.as_ref().filter(|_| outcome == Some(OutcomeKind::SignedIn)) {
        genuine.report("`genuine` goes with a demand of refusal".to_owned(), "here signing in is demanded", None);
    }
    let expect = Expect {
        outcome: outcome.unwrap_or(OutcomeKind::SignedIn),
        level: table.choice("level", "level").unwrap_or_default(),
        phase: table.choice("phase", "phase"),
        user: persona(&mut table, "user"),
        lands_at: table.optional_template("lands_at", names),
        shows: table.templates("shows", names),
        genuine: genuine.and_then(|value| value.choice("value", Genuine::VARIANTS)).unwrap_or_default(),
        rules: table.items("rules").iter().map(|value| value.one_of("rule", rule::names())).collect(),
    };
    table.finish();
    expect
}

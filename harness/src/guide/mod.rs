//! A customer's set-up instructions as data: every step in order, what may be skipped, what people get wrong.

mod facts;
mod help;
mod load;
mod page;

use std::collections::BTreeMap;

pub use facts::{Facts, facts};
pub use help::Help;
pub use load::{load, load_all, load_over};
pub use page::page;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::action::Action;
use crate::scenario::{Expect, Severity};

/// Whose pages a step is done at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Place {
    /// The IdP's Admin Portal.
    Idp,
    /// The SP's settings.
    Sp,
}

/// What is done in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// These actions, at the IdP's portal (or wherever they lead).
    Actions(Vec<Action>),
    /// The target file's provision steps that carry `guide = "<this>"`.
    Target(String),
}

/// One step of a guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideStep {
    /// Kebab-case id.
    pub id: String,
    /// The instruction as the customer reads it.
    pub text: String,
    /// IdP or SP.
    pub at: Place,
    /// What is done.
    pub work: Work,
    /// What helps when it was left out or done wrongly.
    #[serde(default, skip_serializing_if = "Help::is_empty")]
    pub help: Help,
}

/// A step that may be left out, and what then happens. Case `guide/<guide>@skip-<step>`.
#[derive(Clone, Debug)]
pub struct Skip {
    /// Id of the step.
    pub step: String,
    /// Further steps that cannot be done without it.
    pub without: Vec<String>,
    /// What must happen.
    pub expect: Expect,
    /// What the reader sees, and why.
    pub why: String,
    /// Readers do so often: support thinks of it first.
    pub common: bool,
    /// What helps, where it is not what the step says.
    pub help: Help,
}

/// A step done wrongly. Case `guide/<guide>@<step>-<name>`.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Id of the step.
    pub step: String,
    /// Kebab-case name of the mistake.
    pub name: String,
    /// Guide values (templates) that differ.
    pub set: BTreeMap<String, String>,
    /// The step is done just before this one instead of at its place.
    pub before: Option<String>,
    /// What is done in place of the step's own work.
    pub work: Option<Vec<Action>>,
    /// Further steps that cannot be done after it.
    pub without: Vec<String>,
    /// What must happen.
    pub expect: Expect,
    /// What the reader sees, and why.
    pub why: String,
    /// Readers do so often: support thinks of it first.
    pub common: bool,
    /// What helps, where it is not what the step says.
    pub help: Help,
}

/// A longer way through the guide with a login on the way. Case `guide/<guide>@<name>`.
#[derive(Clone, Debug)]
pub struct Course {
    /// Kebab-case name.
    pub name: String,
    /// Steps left out of the first pass.
    pub skip: Vec<String>,
    /// What the login after the first pass must show.
    pub first: Expect,
    /// What is done after that login.
    pub then: Vec<GuideStep>,
    /// What the last login must show.
    pub expect: Expect,
    /// What it shows.
    pub why: String,
}

/// A guide as meant.
#[derive(Clone, Debug)]
pub struct Guide {
    /// File name without `.toml`.
    pub name: String,
    /// For people.
    pub title: String,
    /// Why the guide's cases matter.
    pub why: String,
    /// Clauses and rows.
    pub refs: Vec<String>,
    /// Severity of its cases.
    pub severity: Severity,
    /// What the reader types, as templates; `{guide.NAME}` in steps.
    pub values: BTreeMap<String, String>,
    /// All steps, in order.
    pub steps: Vec<GuideStep>,
    /// What may be skipped.
    pub skips: Vec<Skip>,
    /// What people get wrong.
    pub mistakes: Vec<Mistake>,
    /// Longer ways.
    pub courses: Vec<Course>,
}

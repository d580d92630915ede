//! Recipes: the ordered steps that turn the plain response into the one that is sent.
//!
//! A Response is made as typed values, turned into a tree that keeps every byte, and goes through the steps in
//! order; a step changes what it says and no other byte. Then the octets are encoded and sent. [`run`] is pure
//! but for randomness: what it needs to know stands in a [`Scene`]. Adding a step is one file in `step/` and its
//! line in the registry there.

mod context;
mod delivery;
mod dialect;
mod draft;
mod encoding;
mod engine;
mod fault;
mod filter;
mod genuine;
mod keys;
mod moment;
mod path;
mod sample;
mod scene;
mod signing;
mod step;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::key::KeyPair;

pub use context::{Context, is_message_placeholder, message_placeholders};
pub use delivery::{Delivery, Enctype, Field, Route};
pub use draft::Draft;
pub use encoding::{Alphabet, Encoding};
pub(crate) use engine::send;
pub use engine::{Sent, Stage, run};
pub use fault::{Fault, RecipeError};
pub use filter::{filtered, filters, is_filter};
pub use keys::KeyName;
pub use moment::Span;
pub use path::{NodePath, Place, Position, Target};
pub use sample::dry_run;
pub use scene::{People, Person, Scene};
pub use step::*;
pub use template::{Template, next_brace};

/// Steps in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recipe {
    /// The rows of a scenario's `[[response]]`.
    pub steps: Vec<Step>,
}

impl Recipe {
    /// Whether the message is signed as the toggles say once no tree step follows: unless a step says how.
    pub fn signs_last(&self) -> bool {
        !self.steps.iter().any(Step::settles_signatures)
    }

    /// Whether what the organization's key signed is changed afterwards. Encrypting it and sending it change nothing.
    pub fn changes_what_was_signed(&self) -> bool {
        let signed = self.steps.iter().rposition(|step| step.key() == Some(KeyName::Organization));
        signed.is_some_and(|last| self.steps[last + 1..].iter().any(Step::changes))
    }
}

/// A recipe with what it is carried out with.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// The steps.
    pub recipe: Recipe,
    /// What the placeholders of its texts stand for, besides those of the message itself.
    pub values: BTreeMap<String, String>,
    /// Whether the message is signed as the toggles say; see [`Recipe::signs_last`].
    pub signs_last: bool,
    /// The key pair of another company at the same SP.
    pub second_company: Option<Arc<KeyPair>>,
}

impl Script {
    /// No steps: the message is signed as the toggles say and posted.
    pub fn plain() -> Self {
        Self { signs_last: true, ..Self::default() }
    }
}

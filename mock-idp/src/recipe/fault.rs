//! Why a recipe cannot be carried out.

use thiserror::Error;

use crate::encrypt::EncryptError;
use crate::sign::SignatureError;
use crate::xml::XmlError;

/// What one step finds wrong; the engine adds which step it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key of the step that is to blame, when it is one.
    pub key: Option<&'static str>,
    /// What is wrong, as the start of a sentence.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of the step as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { key: None, message: message.into(), help: None }
    }

    /// The same, to be shown at `key`.
    #[must_use]
    pub fn at(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<XmlError> for Fault {
    fn from(error: XmlError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<SignatureError> for Fault {
    fn from(error: SignatureError) -> Self {
        Self::new(format!("cannot be signed: {error}"))
    }
}

impl From<EncryptError> for Fault {
    fn from(error: EncryptError) -> Self {
        Self::new(format!("cannot be encrypted: {error}"))
    }
}

impl From<openssl::error::ErrorStack> for Fault {
    fn from(error: openssl::error::ErrorStack) -> Self {
        Self::new(format!("openssl failed: {error}"))
    }
}

/// Why a recipe cannot be carried out, and which step it is (0, 1, 2 ...).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("step {}: {message}", step + 1)]
pub struct RecipeError {
    /// Position of the step in the recipe; one past the last when it is about signing last.
    pub step: usize,
    /// The key of that step that is to blame, when it is one.
    pub key: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl RecipeError {
    /// `fault` in step number `step`.
    pub(super) fn new(step: usize, fault: Fault) -> Self {
        let Fault { key, message, help } = fault;
        Self { step, key, message, help }
    }
}

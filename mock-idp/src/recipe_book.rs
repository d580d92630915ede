//! Responses that somebody can ask for by name.

use std::fmt;

use crate::organization::{Next, Organization};

/// Knows recipes by name, as `attack/unsigned`. The IdP has none of its own; whoever serves it may
/// [lend](crate::MockIdp::lend) it one.
pub trait RecipeBook: fmt::Debug + Send + Sync {
    /// All names, each with a line that says what it is.
    fn names(&self) -> Vec<(String, String)>;

    /// What the organization sends when the recipe `name` is asked for; none when there is no such recipe.
    fn find(&self, name: &str, organization: &Organization) -> Option<Next>;
}

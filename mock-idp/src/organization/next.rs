//! One response that is sent in place of the plain one.

use std::sync::{Mutex, PoisonError};

use super::{Organization, SettingsPatch};
use crate::recipe::Script;

/// What the next response goes through, once.
#[derive(Clone, Debug, Default)]
pub struct Next {
    /// What it is called.
    pub name: String,
    /// The recipe.
    pub script: Script,
    /// Settings of the application that hold for this response alone.
    pub settings: SettingsPatch,
}

/// What is to be sent next, if it is not the plain response.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<Option<Next>>);

impl Organization {
    /// Makes the next response go through `next`, and those after it be as before; none: the next one, too.
    pub fn arm_next(&self, next: Option<Next>) {
        *self.waiting().0.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }

    /// The name of what the next response goes through.
    pub fn armed_next(&self) -> Option<String> {
        self.waiting().0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|next| next.name.clone())
    }

    /// Takes out what the next response goes through.
    pub(crate) fn take_next(&self) -> Option<Next> {
        self.waiting().0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

//! A custom SAML application of the organization.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ApplicationSettings, GroupId};
use crate::key::KeyPair;

/// Names an application within one organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApplicationId(pub u32);

/// One application: settings, groups that may use it, its own key pair.
#[derive(Clone, Debug)]
pub struct Application {
    /// Identity within the organization.
    pub id: ApplicationId,
    /// Fields and toggles.
    pub settings: ApplicationSettings,
    /// Whether "Activate" was confirmed.
    pub active: bool,
    /// Groups whose members may sign in.
    pub groups: BTreeSet<GroupId>,
    /// The IdP certificate and private key, one pair an application.
    pub key_pair: Arc<KeyPair>,
}

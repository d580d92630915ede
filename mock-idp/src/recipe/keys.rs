//! Keys that a recipe may name.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Fault;
use crate::key::KeyPair;

/// A key by its name in a recipe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyName {
    /// The application's own.
    #[default]
    Organization,
    /// RSA-2048, of nobody the SP knows.
    Stranger,
    /// The stranger's key in a certificate that copies subject, issuer, serial number and dates of the application's.
    StrangerClone,
    /// The stranger's key in a certificate of the stranger's that names the application's certificate as its issuer.
    StrangerLeaf,
    /// The stranger's key in a certificate with the names of the application's that begins and ends later.
    StrangerRenewed,
    /// Another company's at the same SP.
    SecondCompany,
    /// P-256, of nobody the SP knows.
    Ec,
}

impl KeyName {
    /// As recipes write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Stranger => "stranger",
            Self::StrangerClone => "stranger-clone",
            Self::StrangerLeaf => "stranger-leaf",
            Self::StrangerRenewed => "stranger-renewed",
            Self::SecondCompany => "second-company",
            Self::Ec => "ec",
        }
    }
}

/// All keys of one recipe.
#[derive(Debug)]
pub(super) struct Keys<'a> {
    pub(super) organization: &'a Arc<KeyPair>,
    pub(super) second_company: Option<&'a Arc<KeyPair>>,
}

impl Keys<'_> {
    /// The key pair called `name`.
    pub(super) fn get(&self, name: KeyName) -> Result<Arc<KeyPair>, Fault> {
        let made = match name {
            KeyName::Organization => return Ok(self.organization.clone()),
            KeyName::SecondCompany => {
                return self.second_company.cloned().ok_or_else(|| {
                    Fault::new("there is no second company here")
                        .help("the target file lists companies in `[provision]`")
                });
            }
            KeyName::Stranger => KeyPair::stranger(),
            KeyName::StrangerClone => self.organization.stranger_clone().map(Arc::new),
            KeyName::StrangerLeaf => self.organization.stranger_leaf().map(Arc::new),
            KeyName::StrangerRenewed => self.organization.stranger_renewed().map(Arc::new),
            KeyName::Ec => KeyPair::elliptic_stranger(),
        };
        made.map_err(|error| Fault::new(error.to_string()))
    }
}

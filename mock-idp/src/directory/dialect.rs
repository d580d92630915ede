//! How responses are written: what differs from IdP to IdP and means the same.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::ApplicationSettings;
use crate::key::KeySize;

/// PrefixList that JumpCloud writes: the prefix that its xsi:type values use.
const PREFIX_LIST: &str = "xsd";

/// Whose way of writing is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// As JumpCloud writes: with its traits, or those of them that the setting `jumpcloud_traits` names.
    Jumpcloud,
    /// As the examples of the SAML specifications are written: without any of JumpCloud's traits.
    Specification,
}

/// Something that JumpCloud writes in its own way. Each can be switched off alone, which tells what an SP that cannot
/// read JumpCloud's messages stumbles over.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum JumpcloudTrait {
    /// Signatures name `xsd` in the PrefixList of `InclusiveNamespaces` (exclusive C14N 1.0 section 2.1). Without:
    /// they have no PrefixList.
    PrefixList,
    /// The prefixes are `saml2p` and `saml2`. Without: `samlp` and `saml`.
    Prefixes,
    /// Attribute values say `xsi:type="xsd:string"`. Without: they say no type.
    XsdTypes,
    /// The IdP's RSA key has 4096 bits. Without: 2048. The key is made with the application, and keeps its size.
    KeySize,
}

impl ApplicationSettings {
    /// Whether messages are written with this trait.
    pub fn has(&self, which: JumpcloudTrait) -> bool {
        self.dialect == Dialect::Jumpcloud && self.jumpcloud_traits.contains(&which)
    }

    /// PrefixList of signatures; empty for none.
    pub fn prefix_list(&self) -> &'static str {
        if self.has(JumpcloudTrait::PrefixList) { PREFIX_LIST } else { "" }
    }

    /// Size of the key that is made with the application.
    pub fn key_size(&self) -> KeySize {
        if self.has(JumpcloudTrait::KeySize) { KeySize::Usual } else { KeySize::Small }
    }
}

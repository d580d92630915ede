//! XML Encryption (<https://www.w3.org/TR/xmlenc-core1/>) of parts of a message, for an SP to decrypt.

mod content;
mod element;
mod key;

use openssl::x509::X509;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::sign::DigestMethod;

pub use element::{encrypt, encrypt_together};

/// Namespace of XML Encryption 1.0.
pub const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// Namespace of what XML Encryption 1.1 added.
pub const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";

/// How content is encrypted (section 5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum ContentCipher {
    #[default]
    #[serde(rename = "aes128-gcm")]
    Aes128Gcm,
    #[serde(rename = "aes256-gcm")]
    Aes256Gcm,
    #[serde(rename = "aes128-cbc")]
    Aes128Cbc,
    #[serde(rename = "aes256-cbc")]
    Aes256Cbc,
    #[serde(rename = "tripledes-cbc")]
    TripleDesCbc,
}

/// How the content's key is encrypted (section 5.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyTransport {
    /// RSA-OAEP of XML Encryption 1.0, mask generation with SHA-1.
    #[default]
    #[serde(rename = "rsa-oaep-mgf1p")]
    RsaOaepMgf1p,
    /// RSA-OAEP of XML Encryption 1.1, mask generation by choice.
    #[serde(rename = "rsa-oaep")]
    RsaOaep,
    /// RSA with PKCS #1 v1.5 padding.
    #[serde(rename = "rsa-1_5")]
    Rsa15,
}

/// Where EncryptedKey stands (SAML core 2.2.4 allows both).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// In the KeyInfo of EncryptedData.
    #[default]
    Inside,
    /// After EncryptedData, which leads to it by RetrievalMethod, or by KeyName where there are several recipients.
    Beside,
}

/// What is broken after encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corruption {
    /// The last octet: in GCM of the authentication tag, in CBC of the block with the padding.
    Tag,
    /// The first octet of the initialization vector.
    Iv,
    /// An octet in the middle of the content.
    Body,
    /// The last octet of every encrypted key.
    Key,
}

/// One who may decrypt.
#[derive(Clone, Debug)]
pub struct Recipient<'a> {
    /// Certificate of an RSA key.
    pub certificate: &'a X509,
    /// `Recipient` of the EncryptedKey; none: there is no such attribute.
    pub hint: Option<&'a str>,
}

/// How to encrypt.
#[derive(Clone, Debug)]
pub struct Encryption<'a> {
    /// Cipher of the content.
    pub cipher: ContentCipher,
    /// How the key is encrypted.
    pub key_transport: KeyTransport,
    /// Digest of RSA-OAEP.
    pub digest: DigestMethod,
    /// Digest of the mask generation function of `rsa-oaep`.
    pub mgf: DigestMethod,
    /// Where the encrypted keys stand.
    pub layout: Layout,
    /// One EncryptedKey each.
    pub recipients: Vec<Recipient<'a>>,
    /// What is broken afterwards.
    pub corruption: Option<Corruption>,
}

/// What cannot be encrypted.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum EncryptError {
    #[error("there is no element to encrypt at this path")]
    NoElement,
    #[error("openssl failed")]
    OpenSsl(#[from] openssl::error::ErrorStack),
    #[error("encryption template")]
    Xml(#[from] crate::xml::XmlError),
    #[error("the recipient's key is not RSA")]
    KeyType,
    #[error("there is no mask generation function with {0}")]
    Mgf(&'static str),
}

//! XML signatures (<https://www.w3.org/TR/xmldsig-core1/>): making them in the shape JumpCloud writes and in any
//! other, renewing those that stand in a document, and checking those on AuthnRequests.

mod algorithm;
mod hmac;
mod key_info;
mod making;
mod parts;
mod redirect;
mod reference;
mod renewing;
mod transform;
mod verify;
mod xpath;

use thiserror::Error;

pub use algorithm::{DigestMethod, SignatureAlgorithm, SignatureMethod};
pub use hmac::HmacKey;
pub use key_info::{der_key_value, distinguished_name, key_name, key_value, x509_data};
pub use making::{Place, Signing, sign, sign_after_issuer};
pub use parts::{SignedPart, signed_parts};
pub use redirect::verify_redirect;
pub use reference::Reference;
pub use renewing::{renew_digests, resign, signatures};
pub use transform::{EXCLUSIVE, Transform};
pub use verify::{is_signed, verify_root};

/// Namespace of XML signatures.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// A signature that cannot be made, or one that does not hold.
#[derive(Debug, Error)]
#[allow(missing_docs)]
pub enum SignatureError {
    #[error("there is no element to sign at this path, or it has no ID")]
    NoElement,
    #[error("openssl failed")]
    OpenSsl(#[from] openssl::error::ErrorStack),
    #[error("signature template")]
    Xml(#[from] crate::xml::XmlError),
    #[error("the Signature lacks {0}")]
    Missing(&'static str),
    #[error("{0} `{1}` is not supported")]
    Unsupported(&'static str, String),
    #[error("{0} is not base64")]
    Base64(&'static str),
    #[error("{0} needs a key of another type")]
    OtherKey(&'static str),
    #[error("the Reference must be to the message itself, exactly once")]
    Reference,
    #[error("the digest is not that of the message: it was changed after signing")]
    Digest,
    #[error("the signature was not made with the key of the SP certificate")]
    Value,
    #[error("the key of the SP certificate is not of the type that the SignatureMethod takes")]
    KeyType,
}

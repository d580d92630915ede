//! XML signatures (<https://www.w3.org/TR/xmldsig-core1/>): making them in the shape JumpCloud writes,
//! and checking those on AuthnRequests.

mod algorithm;
mod enveloped;
mod redirect;
mod verify;

use thiserror::Error;

pub use algorithm::{DigestMethod, SignatureMethod};
pub use enveloped::{Signing, sign_element};
pub use redirect::verify_redirect;
pub use verify::{is_signed, verify_root};

/// Namespace of XML signatures.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Exclusive XML Canonicalization, comments left out.
pub const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const EXCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

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
    #[error("the Reference must be to the message itself, exactly once")]
    Reference,
    #[error("the digest is not that of the message: it was changed after signing")]
    Digest,
    #[error("the signature was not made with the key of the SP certificate")]
    Value,
    #[error("the key of the SP certificate is not RSA")]
    KeyType,
}

//! Signature and digest methods by the identifiers that messages use (RFC 9231).

use openssl::error::ErrorStack;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::{HasPublic, Id, PKey, PKeyRef, Private};
use openssl::sign::{Signer, Verifier};

use super::SignatureError;
use crate::organization::SignatureAlgorithm;

macro_rules! methods {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $uri:literal, $digest:ident;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)* }

        impl $name {
            /// The method called `uri`, if it is supported.
            pub fn from_uri(uri: &str) -> Option<Self> {
                match uri { $($uri => Some(Self::$variant),)* _ => None }
            }

            /// Its identifier.
            pub fn uri(self) -> &'static str {
                match self { $(Self::$variant => $uri,)* }
            }

            fn message_digest(self) -> MessageDigest {
                match self { $(Self::$variant => MessageDigest::$digest(),)* }
            }
        }
    };
}

methods! {
    /// SignatureMethod: RSA with PKCS #1 v1.5 padding.
    SignatureMethod {
        RsaSha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", sha1;
        RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha256;
        RsaSha384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", sha384;
        RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", sha512;
    }
}

methods! {
    /// DigestMethod of a Reference.
    DigestMethod {
        Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1", sha1;
        Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256", sha256;
        Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384", sha384;
        Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512", sha512;
    }
}

impl SignatureMethod {
    /// The signature over `octets`.
    pub fn sign(self, key: &PKey<Private>, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        Signer::new(self.message_digest(), key)?.sign_oneshot_to_vec(octets)
    }

    /// Whether `signature` over `octets` was made with `key`'s private half.
    pub fn verify<K: HasPublic>(self, key: &PKeyRef<K>, octets: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        if key.id() != Id::RSA {
            return Err(SignatureError::KeyType);
        }
        // A signature of the wrong length is an error of openssl's, and means the same.
        match Verifier::new(self.message_digest(), key)?.verify_oneshot(signature, octets) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(SignatureError::Value),
        }
    }
}

impl DigestMethod {
    /// The digest of `octets`.
    pub fn digest(self, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        Ok(hash(self.message_digest(), octets)?.to_vec())
    }
}

impl SignatureAlgorithm {
    /// The signature and digest methods that this choice stands for.
    pub fn methods(self) -> (SignatureMethod, DigestMethod) {
        match self {
            Self::RsaSha256 => (SignatureMethod::RsaSha256, DigestMethod::Sha256),
            Self::RsaSha1 => (SignatureMethod::RsaSha1, DigestMethod::Sha1),
        }
    }
}
